#include "tests/integration/plain_index.hpp"

#include <utility>

#include "archive/position_layout.hpp"
#include "archive/stored_article.hpp"
#include "indexer/published_articles.hpp"

namespace broadsheet::tests {

namespace {

// Of one text in so many the words are kept, for passages to be drawn from.
constexpr std::size_t texts_a_passage = 4;

}  // namespace

PlainIndex::PlainIndex(const archive::ArchivePaths& archive, const std::filesystem::path& directory) {
    {
        Xapian::WritableDatabase database(directory.string(), Xapian::DB_CREATE | Xapian::DB_NO_SYNC);
        indexer::PublishedArticles published(archive);
        published.for_each_stored([&](std::string_view stored) {
            add(archive::decode_stored(stored, published.dictionaries()), database);
        });
        database.commit();
    }
    database_ = Xapian::Database(directory.string());
    for (auto term = database_.allterms_begin(); term != database_.allterms_end(); ++term) {
        forms_.push_back(*term);
    }
}

void PlainIndex::add(const archive::StoredArticle& stored, Xapian::WritableDatabase& database) {
    Xapian::Document document;
    std::uint32_t end = 0;
    for (const auto& unit : archive::text_units(stored.article)) {
        const std::uint32_t start = archive::next_unit_position(end, unit.starts_section);
        add_unit(unit.text, start, document);
        end = start + tokens_.position_count();
    }
    database.add_document(document);
    ids_.push_back(stored.article.id);
}

void PlainIndex::add_unit(std::string_view text, std::uint32_t start, Xapian::Document& document) {
    analyzer_.analyze(text, tokens_);
    std::vector<std::string> words;
    const bool keep = units_++ % texts_a_passage == 0;
    for (const text::Token& token : tokens_) {
        const std::string form(tokens_.form(token));
        document.add_posting(form, start + token.position);
        if (token.is_compound()) joined_.insert(form);
        else if (keep && token.is_single()) words.push_back(form);
    }
    if (!words.empty()) passages_.push_back(std::move(words));
}

std::vector<Xapian::docid> PlainIndex::matches(const Xapian::Query& query) const {
    Xapian::Enquire enquire(database_);
    enquire.set_query(query);
    enquire.set_weighting_scheme(Xapian::BoolWeight());
    enquire.set_docid_order(Xapian::Enquire::ASCENDING);
    std::set<Xapian::docid> found;  // 1.4.22 gives a document of an OR twice now and then
    const Xapian::MSet results = enquire.get_mset(0, database_.get_doccount());
    for (auto at = results.begin(); at != results.end(); ++at) found.insert(*at);
    return {found.begin(), found.end()};
}

std::set<std::string> PlainIndex::ids(const Xapian::Query& query) const {
    std::set<std::string> ids;
    for (const Xapian::docid document : matches(query)) ids.insert(ids_[document - 1]);
    return ids;
}

}  // namespace broadsheet::tests
