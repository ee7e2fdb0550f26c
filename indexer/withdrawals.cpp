#include "indexer/withdrawals.hpp"

#include <boost/json.hpp>
#include <string_view>
#include <utility>

#include "indexer/line_file.hpp"
#include "indexer/news_instant.hpp"

namespace broadsheet::indexer {

namespace json = boost::json;

namespace {

bool tells_anything(const VersionMark& version) {
    const auto date = instant_of(version.date);
    return !version.version.empty() || (date && date->has_time);
}

std::string text_of(const json::object& object, std::string_view key) {
    return std::string(object.at(key).as_string());
}

}  // namespace

Withdrawals::Withdrawals(std::filesystem::path file) : file_(std::move(file)) { read(); }

void Withdrawals::read() {
    constexpr std::string_view advice =
        ": what it withdraws stays away, but an older version could bring it back";
    read_lines(file_, advice, [this](const std::string& line) {
        const json::value value = json::parse(line);
        const auto& object = value.as_object();
        note(text_of(object, "id"), {text_of(object, "version"), text_of(object, "date")});
    });
    changed_ = false;
}

void Withdrawals::note(const std::string& id, const VersionMark& version) {
    if (!tells_anything(version) || newer_than(id, version) != nullptr) return;
    const auto known = entries_.find(id);
    if (known != entries_.end() && known->second.version == version) return;
    forget(id);
    entries_.emplace(id, Entry{version, next_number_});
    order_.emplace(next_number_++, id);
    if (entries_.size() > max_withdrawals) drop_oldest();
    changed_ = true;
}

void Withdrawals::drop_oldest() {
    const auto oldest = order_.begin();
    entries_.erase(oldest->second);
    order_.erase(oldest);
}

void Withdrawals::forget(const std::string& id) {
    const auto known = entries_.find(id);
    if (known == entries_.end()) return;
    order_.erase(known->second.number);
    entries_.erase(known);
    changed_ = true;
}

const VersionMark* Withdrawals::newer_than(const std::string& id,
                                           const VersionMark& version) const {
    const auto known = entries_.find(id);
    if (known == entries_.end() || !is_older(version, known->second.version)) return nullptr;
    return &known->second.version;
}

void Withdrawals::save() {
    if (!changed_) return;
    std::string content;
    for (const auto& [number, id] : order_) {
        const VersionMark& version = entries_.at(id).version;
        content += json::serialize(json::object{
            {"id", id}, {"version", version.version}, {"date", version.date}});
        content += '\n';
    }
    write_lines(file_, content);
    changed_ = false;
}

}  // namespace broadsheet::indexer
