// The elements and texts of an HTML page in the order in which they stand, as Gumbo finds them by
// the rules of HTML5, in one array: a walk through it is a loop, whatever the depth.
#pragma once

#include <gumbo.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet::indexer {

/// An element, or a run of text.
struct HtmlNode {
    GumboTag tag = GUMBO_TAG_LAST;  ///< GUMBO_TAG_LAST of text
    std::uint32_t parent = 0;       ///< the root is its own
    std::uint32_t end = 0;          ///< past the last node within it
    std::string_view text;          ///< of text: UTF-8, entities resolved, white space as it stood
    const GumboVector* attributes = nullptr;

    bool is_text() const { return tag == GUMBO_TAG_LAST; }
    /// The value of an attribute; empty where there is none.
    std::string_view attribute(const char* name) const;
    bool has_attribute(const char* name) const;
};

/// A page that was parsed. Owns all that its nodes point to.
class HtmlTree {
  public:
    struct Memory;  ///< what Gumbo allocates, freed as a whole

    HtmlTree();
    HtmlTree(HtmlTree&&) noexcept;
    HtmlTree& operator=(HtmlTree&&) noexcept;
    ~HtmlTree();

    /// Parses markup (UTF-8, as strain_html() leaves it). What cannot be parsed within bounds of
    /// memory and time gives no nodes, and problem() says why.
    static HtmlTree parse(std::string markup);

    const std::vector<HtmlNode>& nodes() const { return nodes_; }
    const std::string& problem() const { return problem_; }

  private:
    void take_nodes(const GumboNode* root);

    std::string markup_;
    std::unique_ptr<Memory> memory_;
    std::vector<HtmlNode> nodes_;
    std::string problem_;
};

}  // namespace broadsheet::indexer
