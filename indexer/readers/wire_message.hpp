// The frame of a wire message: what its control characters part.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/readers/delivery.hpp"

namespace broadsheet::indexer {

/// The control characters that frame messages (ISO 646).
inline constexpr char start_of_heading = '\x01';
inline constexpr char start_of_text = '\x02';
inline constexpr char end_of_text = '\x03';

struct WireMessage {
    std::string heading;  ///< between SOH and STX, in UTF-8
    std::string text;     ///< between STX and ETX
    std::string trailer;  ///< behind ETX
};

/// The heading, SOH to before STX, with which the bytes of a message begin; empty where they do not.
std::string_view opening_heading(std::string_view bytes);

/// What a message's three parts give; called with the article to fill.
using WireReader = std::function<void(const WireMessage& message, ReadArticle& read)>;

/// Reads the messages of an input and delivers what `wire` makes of each. A message without text is
/// refused. Throws InputError.
void read_wire_messages(const WireReader& wire, const InputName& name, InputStream& stream,
                        const ReadOptions& options, ArticleSink& sink);

/// The lines of a part, without their ends.
std::vector<std::string_view> wire_lines(std::string_view part);

/// Without control characters: those that part columns are spaces, the others go.
std::string without_controls(std::string_view line);

}  // namespace broadsheet::indexer
