#include "indexer/readers/opening_words.hpp"

#include <string>
#include <unordered_map>
#include <unordered_set>

#include "indexer/readers/typography.hpp"
#include "text/folding.hpp"

namespace broadsheet::indexer {

namespace {

using archive::SectionKind;

// clang-format off

// As newspapers head them; compared without case and accents, so that English and French "opinion",
// or Spanish and Portuguese "comentario", need one entry.
constexpr std::string_view commentary_words[] = {
    // English
    "Commentary", "Analysis", "Opinion", "Editorial", "Comment", "Viewpoint", "Perspective",
    "News Analysis", "Expert Commentary", "Our View", "Op-Ed",
    // German, Dutch, Scandinavian
    "Kommentar", "Analyse", "Meinung", "Leitartikel", "Standpunkt", "Commentaar", "Opinie",
    "Ledare", "Analys", "Åsikt", "Debatt",
    // French, Spanish, Italian, Portuguese, Romanian
    "Commentaire", "Éditorial", "Point de vue", "Tribune", "Tribune libre", "Tribuna", "Opinión",
    "Comentario", "Análisis", "Commento", "Analisi", "Editoriale", "Opinione", "Comentário",
    "Análise", "Opinião", "Comentariu", "Analiză", "Opinie",
    // Polish, Czech, Hungarian, Turkish, Finnish, Greek, Indonesian
    "Komentarz", "Analiza", "Opinia", "Komentář", "Analýza", "Názor", "Kommentár", "Elemzés",
    "Vélemény", "Yorum", "Analiz", "Görüş", "Kommentti", "Analyysi", "Σχόλιο", "Ανάλυση",
    "Γνώμη", "Komentar", "Analisis", "Opini",
    // Russian, Ukrainian
    "Комментарий", "Анализ", "Аналитика", "Мнение", "Коментар", "Аналіз", "Думка",
    // Arabic, Persian, Hebrew, Urdu, Hindi
    "تعليق", "تحليل", "رأي", "افتتاحية", "تفسیر", "تحلیل", "פרשנות", "ניתוח", "דעה", "تبصرہ",
    "تجزیہ", "टिप्पणी", "विश्लेषण", "संपादकीय", "राय",
    // Chinese, Japanese, Korean, Thai, Vietnamese
    "评论", "評論", "社论", "社論", "观点", "觀點", "分析", "社説", "論説", "解説", "논평", "사설", "분석", "오피니언",
    "บทวิเคราะห์", "บทบรรณาธิการ", "Bình luận", "Phân tích",
};

constexpr std::string_view correction_words[] = {
    "Correction", "Corrections", "Clarification", "Clarifications",
    "Corrections and clarifications", "Correction and clarification", "Erratum", "Errata",
    "Berichtigung", "Korrektur", "Richtigstellung", "Correctie", "Rectificatie", "Rectificatif",
    "Rectification", "Corrección", "Correcciones", "Rectificación", "Fe de errores",
    "Fe de erratas", "Correzione", "Rettifica", "Correção", "Errata corrige", "Sprostowanie",
    "Rättelse", "Rettelse", "Korjaus", "Düzeltme", "Исправление", "Виправлення", "تصحيح",
    "תיקון", "更正", "訂正", "정정",
};

constexpr std::string_view letters_words[] = {
    "Letters", "Letters to the Editor", "Readers' letters", "Your letters", "Leserbriefe",
    "Lezersbrieven", "Brieven", "Courrier des lecteurs", "Courrier", "Cartas al director",
    "Cartas de los lectores", "Cartas dos leitores", "Lettere", "Lettere al direttore",
    "Listy do redakcji", "Listy", "Insändare", "Læserbreve", "Leserbrev", "Lukijan kirje",
    "Okur mektupları", "Письма читателей", "Письма в редакцию", "رسائل القراء", "بريد القراء",
    "מכתבים למערכת", "读者来信", "讀者來函", "読者の声", "독자투고",
};

constexpr std::string_view caption_words[] = {
    "Photo", "Image", "Picture", "Pictured", "Caption", "File photo", "Video", "Foto", "Bild",
    "Imagen", "Fotografía", "Imagem", "Immagine", "Légende", "Фото", "صورة", "图片", "图", "写真",
};

// clang-format on

// The longest word of the tables has some 30 bytes; a longer line need not be folded to be told.
constexpr std::size_t longest_word_bytes = 48;

using KindOfWord = std::unordered_map<std::string, SectionKind>;

const KindOfWord& kinds() {
    static const KindOfWord table = [] {
        KindOfWord out;
        for (const auto word : commentary_words)
            out.emplace(text::fold(word), SectionKind::commentary);
        for (const auto word : correction_words)
            out.emplace(text::fold(word), SectionKind::correction);
        for (const auto word : letters_words) out.emplace(text::fold(word), SectionKind::letters);
        return out;
    }();
    return table;
}

std::optional<SectionKind> kind_of(std::string_view words) {
    if (words.empty() || words.size() > longest_word_bytes) return std::nullopt;
    const auto found = kinds().find(text::fold(words));
    return found == kinds().end() ? std::nullopt : std::optional(found->second);
}

/// The bytes of a colon at `at`, ASCII or full-width; 0 for anything else.
std::size_t colon_length(std::string_view text, std::size_t at) {
    if (text[at] == ':') return 1;
    return text.substr(at).starts_with("：") ? 3 : 0;
}

/// What stands before the first colon, if that is near enough to be one of the words.
std::string_view label_of(std::string_view line) {
    for (std::size_t at = 0; at < line.size() && at <= longest_word_bytes; ++at) {
        if (colon_length(line, at) > 0) return trim(line.substr(0, at));
    }
    return {};
}

}  // namespace

std::optional<SectionKind> opened_by(std::string_view line) {
    if (line.size() > longest_word_bytes) return std::nullopt;
    if (line.ends_with("：")) line.remove_suffix(3);
    if (line.ends_with(':')) line.remove_suffix(1);
    return kind_of(trim(line));
}

std::optional<SectionKind> opened_by_label(std::string_view line) {
    return kind_of(label_of(line));
}

bool has_caption_label(std::string_view line) {
    static const std::unordered_set<std::string> labels = [] {
        std::unordered_set<std::string> out;
        for (const auto word : caption_words) out.insert(text::fold(word));
        return out;
    }();
    const std::string_view label = label_of(line);
    return !label.empty() && labels.contains(text::fold(label));
}

}  // namespace broadsheet::indexer
