#include "indexer/readers/xml_document.hpp"

#include <fmt/format.h>
#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>

#include <algorithm>
#include <exception>
#include <map>
#include <memory>
#include <optional>

#include "indexer/readers/text_decoder.hpp"
#include "indexer/readers/typography.hpp"
#include "text/utf8.hpp"

namespace broadsheet::indexer {

namespace {

std::string_view view(const xmlChar* text) {
    return text == nullptr ? std::string_view{} : reinterpret_cast<const char*>(text);
}

/// What the XML declaration says: encoding="iso-8859-1".
std::string_view declared_encoding(std::string_view bytes) {
    const std::size_t begin = bytes.find("<?xml");
    // Only white space and a byte order mark may stand before it.
    if (begin == std::string_view::npos || begin > 64) return {};
    const std::string_view declaration = bytes.substr(begin, bytes.substr(begin, 256).find("?>"));
    const std::size_t name = declaration.find("encoding");
    if (name == std::string_view::npos) return {};
    const std::size_t open = declaration.find_first_of("\"'", name);
    if (open == std::string_view::npos) return {};
    const std::size_t close = declaration.find(declaration[open], open + 1);
    if (close == std::string_view::npos) return {};
    return declaration.substr(open + 1, close - open - 1);
}

/// Builds nodes of what libxml2's SAX parser tells. Its callbacks let no exception pass through the
/// C code: the first is kept, and the parser is stopped.
class TreeBuilder {
  public:
    TreeBuilder(XmlStrictness strictness, const XmlVisitor& visitor)
        : strict_(strictness == XmlStrictness::strict), visitor_(visitor) {}

    void parse(std::string_view utf8) {
        xmlSAXHandler handler = callbacks();
        Context context(xmlCreateMemoryParserCtxt(utf8.data(), static_cast<int>(utf8.size())));
        if (!context) throw InputError("is empty");
        context_ = context.get();
        // The parser lives no longer than this call, and so may look at a handler on the stack.
        xmlSAXHandlerPtr own = std::exchange(context_->sax, &handler);
        xmlCtxtUseOptions(
            context_, XML_PARSE_NONET | XML_PARSE_IGNORE_ENC | (strict_ ? 0 : XML_PARSE_RECOVER));
        xmlSwitchEncoding(context_, XML_CHAR_ENCODING_UTF8);
        context_->_private = this;
        xmlParseDocument(context_);
        context_->sax = own;
        if (exception_) std::rethrow_exception(exception_);
        if (!refusal_.empty()) throw InputError(refusal_);
        if (strict_ && !fault_.empty()) throw XmlFault(fault_);
        if (!seen_element_) throw XmlFault(fault_.empty() ? "has no element" : fault_);
        // Its context is gone; where the record ends does not matter any more.
        context_ = nullptr;
        while (!strict_ && record_depth_) end();
    }

  private:
    struct FreeContext {
        void operator()(xmlParserCtxtPtr context) const {
            if (context->myDoc != nullptr) xmlFreeDoc(context->myDoc);
            context->myDoc = nullptr;
            xmlFreeParserCtxt(context);
        }
    };
    using Context = std::unique_ptr<xmlParserCtxt, FreeContext>;

    static TreeBuilder& self(void* context) {
        return *static_cast<TreeBuilder*>(static_cast<xmlParserCtxtPtr>(context)->_private);
    }

    static xmlSAXHandler callbacks() {
        xmlSAXHandler handler{};
        handler.initialized = XML_SAX2_MAGIC;
        handler.startElementNs = [](void* context, const xmlChar* name, const xmlChar*,
                                    const xmlChar* space, int, const xmlChar**, int count, int,
                                    const xmlChar** attributes) {
            self(context).guarded([&] { self(context).start(name, space, count, attributes); });
        };
        handler.endElementNs = [](void* context, const xmlChar*, const xmlChar*, const xmlChar*) {
            self(context).guarded([&] { self(context).end(); });
        };
        handler.characters = on_text;
        handler.cdataBlock = on_text;
        handler.ignorableWhitespace = on_text;
        handler.reference = [](void* context, const xmlChar* name) {
            self(context).guarded([&] { self(context).text(fmt::format("&{};", view(name))); });
        };
        handler.getEntity = [](void* context, const xmlChar* name) {
            return self(context).entity(name);
        };
        handler.entityDecl = [](void* context, const xmlChar* name, int, const xmlChar*,
                                const xmlChar*, xmlChar*) {
            self(context).refuse(
                fmt::format("declares the entity '{}', and documents with entities "
                            "of their own are not read",
                            view(name)));
        };
        handler.serror = [](void* context, xmlErrorPtr error) { self(context).on_error(*error); };
        return handler;
    }

    static void on_text(void* context, const xmlChar* text, int length) {
        const std::string_view bytes(reinterpret_cast<const char*>(text),
                                     static_cast<std::size_t>(length));
        self(context).guarded([&] { self(context).text(bytes); });
    }

    template <typename Work>
    void guarded(Work work) noexcept {
        if (exception_ || !refusal_.empty()) return;
        try {
            work();
        } catch (...) {
            exception_ = std::current_exception();
            xmlStopParser(context_);
        }
    }

    void refuse(std::string reason) {
        if (refusal_.empty()) refusal_ = std::move(reason);
        xmlStopParser(context_);
    }

    int line() const { return xmlSAX2GetLineNumber(context_); }

    std::size_t end_of_input() const {
        const long consumed = context_ == nullptr ? 0 : xmlByteConsumed(context_);
        return consumed < 0 ? 0 : static_cast<std::size_t>(consumed);
    }

    void on_error(const xmlError& error) {
        const bool harmless = error.level < XML_ERR_ERROR || error.domain == XML_FROM_NAMESPACE ||
                              error.code == XML_ERR_USER_STOP;
        if (harmless || !fault_.empty() || error.message == nullptr) return;
        const std::string message = one_line(error.message);
        std::size_t replaced = 0;
        fault_ = fmt::format("is not well-formed XML: line {}: {}", error.line,
                             text::to_valid_utf8(message, replaced));
    }

    static std::string valid(std::string_view value) {
        std::size_t replaced = 0;
        return text::to_valid_utf8(value, replaced);
    }

    void start(const xmlChar* name, const xmlChar* space, int count, const xmlChar** attributes) {
        seen_element_ = true;
        if (static_cast<int>(open_.size()) >= max_xml_depth) {
            return refuse(fmt::format("line {}: nests more than {} elements, which no news does",
                                      line(), max_xml_depth));
        }
        if (!count_node()) return;
        XmlNode node;
        node.name = view(name);
        node.space = view(space);
        for (int i = 0; i < count; ++i) {
            const xmlChar** parts = attributes + std::ptrdiff_t{5} * i;  // see SAX2's attributes
            const std::string_view prefix = view(parts[1]);
            const auto* begin = reinterpret_cast<const char*>(parts[3]);
            const auto* end = reinterpret_cast<const char*>(parts[4]);
            node.attributes.push_back({prefix.empty()
                                           ? std::string(view(parts[0]))
                                           : fmt::format("{}:{}", prefix, view(parts[0])),
                                       valid({begin, static_cast<std::size_t>(end - begin)})});
        }
        if (!record_depth_ && visitor_.is_record(node)) record_depth_ = open_.size();
        open_.push_back(std::move(node));
    }

    bool count_node() {
        if (++nodes_ <= max_xml_nodes) return true;
        refuse(fmt::format("line {}: has more than {} elements in one record, which no article has",
                           line(), max_xml_nodes));
        return false;
    }

    void end() {
        if (open_.empty()) return;
        XmlNode node = std::move(open_.back());
        open_.pop_back();
        if (record_depth_ == open_.size()) {
            record_depth_.reset();
            nodes_ = 0;
            visitor_.record({node, open_, end_of_input()});
        } else if (!open_.empty()) {
            open_.back().children.push_back(std::move(node));
        }
    }

    void text(std::string_view text) {
        if (open_.empty()) return;
        auto& children = open_.back().children;
        if (children.empty() || !children.back().is_text()) {
            if (!count_node()) return;
            children.emplace_back();
        }
        children.back().text += text;
    }

    /// The character that HTML calls so, or one of XML's own five.
    xmlEntityPtr entity(const xmlChar* name) {
        if (xmlEntityPtr own = xmlGetPredefinedEntity(name)) return own;
        const htmlEntityDesc* known = htmlEntityLookup(name);
        if (known == nullptr) return nullptr;
        const auto [place, is_new] = entities_.try_emplace(std::string(view(name)));
        auto& [content, entity] = place->second;
        if (!is_new) return &entity;
        text::append_utf8(static_cast<char32_t>(known->value), content);
        entity.type = XML_ENTITY_DECL;
        entity.name = reinterpret_cast<const xmlChar*>(place->first.c_str());
        entity.content = reinterpret_cast<xmlChar*>(content.data());
        entity.orig = entity.content;
        entity.length = static_cast<int>(content.size());
        entity.etype = XML_INTERNAL_PREDEFINED_ENTITY;
        entity.checked = 1;
        return &entity;
    }

    bool strict_;
    const XmlVisitor& visitor_;
    xmlParserCtxtPtr context_ = nullptr;
    std::vector<XmlNode> open_;  ///< from the root to the innermost that is open
    std::optional<std::size_t> record_depth_;
    std::size_t nodes_ = 0;
    bool seen_element_ = false;
    struct Entity {
        std::string content;
        xmlEntity entity{};
    };
    std::map<std::string, Entity> entities_;  ///< of HTML, as far as used
    std::string fault_;                       ///< the first thing that is not well-formed
    std::string refusal_;                     ///< why all of it is refused
    std::exception_ptr exception_;
};

}  // namespace

XmlText read_xml_text(InputStream& stream) {
    const std::string bytes = stream.read_all(max_xml_bytes);
    DecodedText decoded = decode_text(bytes, declared_encoding(bytes));
    for (char& c : decoded.text) {
        const bool space = c == '\t' || c == '\n' || c == '\r';
        if (static_cast<unsigned char>(c) < ' ' && !space) c = ' ';
    }
    // Nothing may stand before the declaration, but blank lines do.
    const std::size_t begin = std::min(decoded.text.size(), decoded.text.find('<'));
    return {decoded.text.substr(begin), std::move(decoded.problem), decoded.offset};
}

void read_xml(std::string_view utf8, XmlStrictness strictness, const XmlVisitor& visitor) {
    if (trim(utf8).empty()) throw InputError("is empty");
    TreeBuilder(strictness, visitor).parse(utf8);
}

XmlNode parse_xml(std::string_view utf8) {
    XmlNode root;
    const XmlVisitor visitor{[](const XmlNode&) { return true; },
                             [&](const XmlRecord& record) { root = record.node; }};
    read_xml(utf8, XmlStrictness::strict, visitor);
    return root;
}

}  // namespace broadsheet::indexer
