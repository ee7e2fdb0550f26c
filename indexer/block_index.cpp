#include "indexer/block_index.hpp"

#include <algorithm>
#include <utility>

#include "archive/terms.hpp"
#include "text/common_words.hpp"

namespace broadsheet::indexer {

void BlockIndex::add(std::uint32_t term, std::uint32_t count) {
    if (term >= terms_.size()) terms_.resize(term + 1);
    Term& of = terms_[term];
    const std::size_t begin = ends_.empty() ? 0 : ends_.back();
    if (of.last <= begin) {
        postings_.push_back({term, 0});
        of.last = postings_.size();
        ++of.documents;
    }
    std::uint32_t& counts = postings_[of.last - 1].count;
    counts += count;
    totals_.most_counts = std::max(totals_.most_counts, counts);
    length_ += count;
}

void BlockIndex::add_word(std::uint32_t word, std::uint32_t count) { add(2 * word, count); }

void BlockIndex::add_term(std::string_view term, std::uint32_t count) { add(2 * others_.of(term) + 1, count); }

bool BlockIndex::is_common(std::uint32_t word, const archive::PositionsBuilder& words) {
    if (word >= common_.size()) common_.resize(word + 1, Known::not_yet);
    Known& known = common_[word];
    if (known == Known::not_yet) known = text::is_common_word(words.word(word)) ? Known::yes : Known::no;
    return known == Known::yes;
}

void BlockIndex::add_pair(std::uint32_t first, std::uint32_t second, const archive::PositionsBuilder& words) {
    const std::uint64_t both = std::uint64_t{first} << 32 | second;
    auto known = pairs_.find(both);
    if (known == pairs_.end()) {
        const std::string term = archive::pair_term(words.word(first), words.word(second));
        known = pairs_.emplace(both, others_.of(term)).first;
    }
    add(2 * known->second + 1, 0);
}

void BlockIndex::add_value(std::uint32_t slot, std::string_view value) {
    values_[slot].add(static_cast<std::uint32_t>(ends_.size() + 1), value);
}

std::uint32_t BlockIndex::finish_article(std::string stored) {
    ends_.push_back(postings_.size());
    stored_.push_back(std::move(stored));
    lengths_.push_back(length_);
    totals_.add_document(std::exchange(length_, 0));
    return static_cast<std::uint32_t>(ends_.size());
}

std::string_view BlockIndex::text_of(std::uint32_t term, const archive::PositionsBuilder& words) const {
    return term % 2 == 0 ? words.word(term / 2) : std::string_view(others_[term / 2]);
}

std::vector<std::uint32_t> BlockIndex::terms_in_order(const archive::PositionsBuilder& words) const {
    std::vector<std::uint32_t> order;
    for (std::uint32_t term = 0; term < terms_.size(); ++term) {
        if (terms_[term].documents > 0) order.push_back(term);
    }
    std::ranges::sort(order, {}, [&](std::uint32_t term) { return text_of(term, words); });
    return order;
}

/// The postings of all terms; those of a term begin at the place that `begins` has for it.
std::vector<glass::Posting> BlockIndex::postings_by_term(std::vector<std::size_t>& begins) const {
    begins.clear();
    std::size_t begin = 0;
    for (const Term& term : terms_) {
        begins.push_back(begin);
        begin += term.documents;
    }
    std::vector<std::size_t> next = begins;
    std::vector<glass::Posting> sorted(postings_.size());
    std::size_t at = 0;
    for (std::uint32_t article = 0; article < ends_.size(); ++article) {
        for (; at < ends_[article]; ++at) {
            sorted[next[postings_[at].term]++] = {article + 1, postings_[at].count};
        }
    }
    return sorted;
}

glass::TableRoot BlockIndex::write_postlist(const archive::PositionsBuilder& words, std::string& bytes) const {
    glass::TableBuilder table(glass::append_to(bytes));
    for (const auto& [slot, values] : values_) glass::add_totals(table, slot, values.totals());
    for (const auto& [slot, values] : values_) values.add_chunks(table, slot);
    glass::add_lengths(table, lengths_);
    std::vector<std::size_t> begins;
    const std::vector<glass::Posting> postings = postings_by_term(begins);
    for (const std::uint32_t term : terms_in_order(words)) {
        glass::add_postings(table, text_of(term, words),
                            std::span(postings).subspan(begins[term], terms_[term].documents));
    }
    return table.finish();
}

glass::TableRoot BlockIndex::write_docdata(std::string& bytes) const {
    glass::TableBuilder table(glass::append_to(bytes));
    std::uint32_t number = 0;
    for (const std::string& stored : stored_) {
        ++number;
        if (!stored.empty()) table.add(glass::document_key(number), stored);
    }
    return table.finish();
}

BlockIndex::Database BlockIndex::finish(const archive::PositionsBuilder& words) {
    const glass::Uuid uuid = glass::new_uuid();
    std::string postlist, docdata;
    const glass::Roots roots{write_postlist(words, postlist), write_docdata(docdata), {}};
    Database database{glass::text_of(uuid), {}};
    database.files.push_back({std::string(glass::postlist_name), std::move(postlist)});
    database.files.push_back({std::string(glass::docdata_name), std::move(docdata)});
    database.files.push_back({std::string(glass::version_file_name), glass::version_file({uuid, glass::first_revision, roots, totals_})});
    *this = {};
    return database;
}

}  // namespace broadsheet::indexer
