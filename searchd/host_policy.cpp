#include "searchd/host_policy.hpp"

#include <algorithm>
#include <boost/asio/ip/address.hpp>
#include <utility>

namespace broadsheet::searchd {

namespace {

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& letter : out) {
        if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
    }
    return out;
}

std::string_view without_port(std::string_view host) {
    if (host.starts_with('[')) return host.substr(1, host.find(']') - 1);
    return host.substr(0, host.find(':'));
}

}  // namespace

HostPolicy::HostPolicy(std::vector<std::string> allowed_hosts)
    : allowed_(std::move(allowed_hosts)) {
    for (std::string& name : allowed_) name = lower(name);
}

bool HostPolicy::allows(std::string_view host, std::string_view local_address) const {
    const std::string name = lower(without_port(host));
    if (name == "localhost") return true;
    if (std::find(allowed_.begin(), allowed_.end(), name) != allowed_.end()) return true;
    boost::system::error_code error;
    const auto address = boost::asio::ip::make_address(name, error);
    return !error && (address.is_loopback() || address.to_string() == local_address);
}

}  // namespace broadsheet::searchd
