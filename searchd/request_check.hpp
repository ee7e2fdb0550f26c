// Is this the head of a request that every program on the way reads alike?
//
// Beast's parser is lenient where RFC 9112 allows a recipient to be: it takes a Transfer-Encoding
// beside a Content-Length, "Content-Length: 5, 5", folded lines and a missing Host. Two readers
// that resolve such a head differently are what request smuggling is made of, and by the time Beast
// has parsed, some of it is normalised away. So the bytes themselves are checked before Beast sees
// them, and what is not plainly one thing is refused.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace broadsheet::searchd {

/// A head is read into memory before anything is known of the client: 16 KiB is twice what common
/// servers take, and leaves room for the longest target beside the fields that browsers send.
inline constexpr std::size_t max_head_bytes = 16 * 1024;

/// The longest query (max_query_bytes) with every second byte percent-encoded, or a shorter one
/// with many filters.
inline constexpr std::size_t max_target_bytes = 8 * 1024;

/// Browsers send about twenty.
inline constexpr std::size_t max_field_count = 100;

/// Why a request is not looked at any further. The connection is to be closed: where the next
/// request would begin is not known.
struct Refusal {
    unsigned status = 400;
    std::string code;    ///< stable, for programs: "bare-line-feed"
    std::string detail;  ///< one sentence for people
};

/// Checks a complete head, from the first byte of the request line to the empty line, inclusive.
std::optional<Refusal> check_head(std::string_view head);

/// Finds the end of a head in a stream, and what is wrong as soon as it can be known, so that a
/// client that will never send the empty line is not waited for.
class HeadScanner {
  public:
    enum class State { incomplete, complete, refused };

    /// `received` is everything from the first byte of the request on; each call sees at least what
    /// the former saw. Looks at each byte once.
    State scan(std::string_view received);

    /// The rest will not come in time: refused.
    void give_up();

    /// Where the state is complete: the size of the head, the empty line included.
    std::size_t head_size() const { return scanned_; }

    /// Where the state is refused.
    const Refusal& refusal() const { return *refusal_; }

  private:
    bool take(std::string_view received);
    State refuse(Refusal refusal);

    std::size_t scanned_ = 0;
    std::size_t line_start_ = 0;
    bool seen_request_line_ = false;
    std::optional<Refusal> refusal_;
};

}  // namespace broadsheet::searchd
