#include "indexer/block_index.hpp"

#include <algorithm>
#include <boost/uuid/random_generator.hpp>
#include <boost/uuid/uuid_io.hpp>
#include <utility>

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

void BlockIndex::add_term(std::string_view term, std::uint32_t count) {
    auto known = numbers_.find(term);
    if (known == numbers_.end()) {
        const auto number = static_cast<std::uint32_t>(others_.size());
        others_.emplace_back(term);
        known = numbers_.emplace(others_.back(), number).first;
    }
    add(2 * known->second + 1, count);
}

void BlockIndex::add_value(std::uint32_t slot, std::string_view value) {
    open_slots_ |= 1U << slot;
    values_[slot].add(static_cast<std::uint32_t>(ends_.size() + 1), value);
}

std::uint32_t BlockIndex::finish_article(std::string_view stored) {
    ends_.push_back(postings_.size());
    const auto number = static_cast<std::uint32_t>(ends_.size());
    if (!stored.empty()) docdata_.add(glass::document_key(number), glass::stored_stream(stored), true);
    slots_.push_back(std::exchange(open_slots_, 0));
    lengths_.push_back(length_);
    totals_.add_document(std::exchange(length_, 0));
    return number;
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

glass::Table BlockIndex::postlist(const std::vector<std::uint32_t>& order,
                                  const archive::PositionsBuilder& words) const {
    glass::TableBuilder table;
    for (const auto& [slot, values] : values_) values.add_totals(table, slot);
    for (const auto& [slot, values] : values_) values.add_chunks(table, slot);
    glass::add_lengths(table, lengths_);
    std::vector<std::size_t> begins;
    const std::vector<glass::Posting> postings = postings_by_term(begins);
    for (const std::uint32_t term : order) {
        glass::add_postings(table, text_of(term, words),
                            std::span(postings).subspan(begins[term], terms_[term].documents));
    }
    return table.finish();
}

glass::Table BlockIndex::termlist(const std::vector<std::uint32_t>& order,
                                  const archive::PositionsBuilder& words) const {
    struct Ranked {
        std::uint32_t rank, count;
    };
    std::vector<std::uint32_t> rank_of(terms_.size());
    for (std::uint32_t rank = 0; rank < order.size(); ++rank) rank_of[order[rank]] = rank;
    glass::TableBuilder table;
    glass::TermList list;
    std::vector<Ranked> terms;
    std::size_t at = 0;
    for (std::uint32_t article = 0; article < ends_.size(); ++article) {
        terms.clear();
        for (; at < ends_[article]; ++at) terms.push_back({rank_of[postings_[at].term], postings_[at].count});
        std::ranges::sort(terms, {}, &Ranked::rank);
        for (const Ranked& term : terms) list.add(text_of(order[term.rank], words), term.count);
        std::string key = glass::document_key(article + 1);
        table.add(key, list.finish(lengths_[article]));
        if (slots_[article] != 0) table.add(key += '\0', glass::slot_list(slots_[article]));
    }
    return table.finish();
}

BlockIndex::Database BlockIndex::finish(const archive::PositionsBuilder& words) {
    const std::vector<std::uint32_t> order = terms_in_order(words);
    boost::uuids::random_generator_pure generate;
    const boost::uuids::uuid uuid = generate();
    glass::Uuid uuid_bytes{};
    std::ranges::copy(uuid, uuid_bytes.begin());

    glass::Table postlist = this->postlist(order, words), docdata = docdata_.finish(),
                 termlist = this->termlist(order, words);
    const glass::Roots roots{postlist.root, docdata.root, termlist.root};
    Database database{boost::uuids::to_string(uuid), {}};
    database.files.push_back({"postlist.glass", std::move(postlist.bytes)});
    database.files.push_back({"docdata.glass", std::move(docdata.bytes)});
    database.files.push_back({"termlist.glass", std::move(termlist.bytes)});
    database.files.push_back({"iamglass", glass::version_file(uuid_bytes, roots, totals_)});
    *this = {};
    return database;
}

}  // namespace broadsheet::indexer
