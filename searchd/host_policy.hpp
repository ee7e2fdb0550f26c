// Is this daemon meant by the name that a client used?
//
// A page of any site can make a browser ask any address, and a name of that site may be pointed at
// 127.0.0.1 after the page was loaded (DNS rebinding); then the browser takes our answers for the
// site's own and lets its scripts read them. The name in the Host field gives that away.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace broadsheet::searchd {

class HostPolicy {
  public:
    HostPolicy() = default;
    /// Allows these names besides.
    explicit HostPolicy(std::vector<std::string> allowed_hosts);

    /// `host` is the field's value, with a port or without; `local_address` is what the client
    /// reached. Loopback names and addresses, that address and the allowed names are meant for us.
    bool allows(std::string_view host, std::string_view local_address) const;

  private:
    std::vector<std::string> allowed_;
};

}  // namespace broadsheet::searchd
