// What must hold of any bytes that are read as the record of an article.
#pragma once

#include <string>

#include "archive/stored_article.hpp"
#include "archive/stored_record.hpp"

namespace broadsheet::tests {

/// Empty if the bytes are refused, or are read as an article that comes back from its own record.
inline std::string wrong_with_record(const std::string& record) {
    archive::StoredArticle stored;
    try {
        stored = archive::article_of_record(record);
    } catch (const archive::CorruptArticle&) {
        return {};
    }
    return archive::article_of_record(archive::record_of(stored)) == stored ? "" : "it comes back as another";
}

}  // namespace broadsheet::tests
