#include "indexer/readers/html_tree.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <csetjmp>
#include <cstddef>
#include <ctime>
#include <limits>

namespace broadsheet::indexer {

namespace {

// What Gumbo may allocate. Pages take some 15 times their markup; a few hundred unclosed tags that
// it must open again in each paragraph would take any memory there is.
constexpr std::size_t memory_per_byte = 64;
constexpr std::size_t memory_allowance = 16 << 20;
constexpr std::size_t most_memory = 1 << 30;

// Markup can be written on which Gumbo takes time with the square of its length (wrongly nested
// tags below one parent). The slowest of the real pages takes 0.1 s.
constexpr double most_seconds = 20;

constexpr std::size_t block_bytes = 256 << 10;

double thread_seconds() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

}  // namespace

/// Memory from which Gumbo takes pieces and to which it gives none back: freeing a tree piece by
/// piece is recursive in Gumbo, and slow. Gumbo does not look whether it gets any, so past a limit
/// the parse is left by longjmp, over frames of C only.
struct HtmlTree::Memory {
    std::vector<std::unique_ptr<std::byte[]>> blocks;
    std::byte* next = nullptr;
    std::size_t left = 0;
    std::size_t used = 0;
    std::size_t limit = 0;
    double deadline = 0;
    std::jmp_buf leave;
    bool out_of_time = false;

    void* allocate(std::size_t size) {
        constexpr std::size_t alignment = alignof(std::max_align_t);
        size = (size + alignment - 1) / alignment * alignment;
        if (size > left && !add_block(size)) std::longjmp(leave, 1);
        std::byte* out = next;
        next += size;
        left -= size;
        return out;
    }

  private:
    bool add_block(std::size_t least) {
        const std::size_t size = std::max(least, block_bytes);
        if (size > limit - used) return false;
        out_of_time = thread_seconds() > deadline;
        if (out_of_time) return false;
        blocks.push_back(std::make_unique_for_overwrite<std::byte[]>(size));
        next = blocks.back().get();
        left = size;
        used += size;
        return true;
    }
};

namespace {

void* allocate(void* memory, std::size_t size) {
    return static_cast<HtmlTree::Memory*>(memory)->allocate(size);
}

void keep(void*, void*) {}

/// The document, or null where the limits of `memory` were passed.
const GumboNode* parse_within(HtmlTree::Memory& memory, const std::string& markup) {
    GumboOptions options = kGumboDefaultOptions;
    options.allocator = allocate;
    options.deallocator = keep;
    options.userdata = &memory;
    options.max_errors = 0;
    if (setjmp(memory.leave) != 0) return nullptr;
    return gumbo_parse_with_options(&options, markup.data(), markup.size())->root;
}

bool is_text(const GumboNode& node) {
    return node.type == GUMBO_NODE_TEXT || node.type == GUMBO_NODE_WHITESPACE ||
           node.type == GUMBO_NODE_CDATA;
}

bool is_element(const GumboNode& node) {
    return node.type == GUMBO_NODE_ELEMENT || node.type == GUMBO_NODE_TEMPLATE;
}

const GumboNode* child(const GumboNode& node, std::size_t index) {
    if (!is_element(node) || index >= node.v.element.children.length) return nullptr;
    return static_cast<const GumboNode*>(node.v.element.children.data[index]);
}

HtmlNode to_node(const GumboNode& node, std::uint32_t parent) {
    HtmlNode out;
    out.parent = parent;
    if (is_text(node)) {
        out.text = node.v.text.text;
    } else {
        out.tag = node.v.element.tag;
        out.attributes = &node.v.element.attributes;
    }
    return out;
}

}  // namespace

std::string_view HtmlNode::attribute(const char* name) const {
    if (attributes == nullptr) return {};
    const GumboAttribute* found = gumbo_get_attribute(attributes, name);
    return found == nullptr ? std::string_view{} : std::string_view(found->value);
}

bool HtmlNode::has_attribute(const char* name) const {
    return attributes != nullptr && gumbo_get_attribute(attributes, name) != nullptr;
}

HtmlTree::HtmlTree() = default;
HtmlTree::HtmlTree(HtmlTree&&) noexcept = default;
HtmlTree& HtmlTree::operator=(HtmlTree&&) noexcept = default;
HtmlTree::~HtmlTree() = default;

HtmlTree HtmlTree::parse(std::string markup) {
    HtmlTree out;
    // On the heap even where it is short: texts point into it.
    markup.reserve(64);
    out.markup_ = std::move(markup);
    out.memory_ = std::make_unique<Memory>();
    out.memory_->limit =
        std::min(most_memory, memory_allowance + memory_per_byte * out.markup_.size());
    out.memory_->deadline = thread_seconds() + most_seconds;
    if (const GumboNode* root = parse_within(*out.memory_, out.markup_)) {
        out.take_nodes(root);
    } else {
        out.problem_ = out.memory_->out_of_time
                           ? "has tags so wrongly nested that parsing takes too long"
                           : "has tags that would take more memory than any page does";
    }
    return out;
}

void HtmlTree::take_nodes(const GumboNode* root) {
    struct Open {
        const GumboNode* node;
        std::size_t next_child;
        std::uint32_t index;
    };
    std::vector<Open> open;
    const auto add = [&](const GumboNode& node, std::uint32_t parent) {
        const auto index = static_cast<std::uint32_t>(nodes_.size());
        nodes_.push_back(to_node(node, parent));
        nodes_.back().end = index + 1;
        if (is_element(node)) open.push_back({&node, 0, index});
    };
    add(*root, 0);
    while (!open.empty()) {
        Open& top = open.back();
        if (const GumboNode* next = child(*top.node, top.next_child)) {
            ++top.next_child;
            if (is_text(*next) || is_element(*next)) add(*next, top.index);
        } else {
            nodes_[top.index].end = static_cast<std::uint32_t>(nodes_.size());
            open.pop_back();
        }
    }
}

}  // namespace broadsheet::indexer
