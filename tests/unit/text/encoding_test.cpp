#include <catch2/catch.hpp>
#include <memory>
#include <string>
#include <unicode/unistr.h>
#include <vector>

#include "text/encoding.hpp"
#include "text/utf8.hpp"

using broadsheet::text::CharsetSource;
using broadsheet::text::EncodedText;
using broadsheet::text::is_valid_utf8;
using broadsheet::text::to_utf8;

namespace {

/// ICU's own encoder is the other side.
std::string encoded(const std::string& utf8, const char* charset) {
    const auto text = icu::UnicodeString::fromUTF8(utf8);
    std::string out(utf8.size() * 4 + 16, '\0');
    out.resize(static_cast<std::size_t>(text.extract(
        0, text.length(), out.data(), static_cast<std::uint32_t>(out.size()), charset)));
    return out;
}

std::size_t characters(const std::string& utf8) {
    std::size_t count = 0;
    for (const char c : utf8) count += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    return count;
}

struct Sample {
    const char* charset;
    std::string text;
};

const std::string russian =
    "Переговоры о перемирии в Дохе продолжаются вторую неделю подряд, сообщили посредники. Стороны "
    "не договорились об обмене пленными, но готовы встретиться ещё раз на следующей неделе.";
const std::string japanese =
    "ドーハで行われている停戦協議は二週目に入ったと、仲介国の当局者が明らかにした。捕虜の交換については合意に至っていない。";
const std::string chinese =
    "多哈停火谈判进入第二周，斡旋方官员表示，双方尚未就交换战俘达成协议，但愿意在下周再次会面。";
const std::string taiwanese =
    "多哈停火談判進入第二週，斡旋方官員表示，雙方尚未就交換戰俘達成協議，但願意在下週再次會面。";
const std::string korean =
    "도하에서 열리고 있는 휴전 협상이 2주째에 접어들었다고 중재국 관리들이 밝혔다. 포로 교환에는 아직 합의하지 못했다.";
const std::string arabic =
    "تتواصل مفاوضات وقف إطلاق النار في الدوحة للأسبوع الثاني، بحسب ما قال الوسطاء. ولم يتفق "
    "الجانبان على تبادل الأسرى، لكنهما مستعدان للقاء مرة أخرى الأسبوع المقبل.";
const std::string greek =
    "Οι συνομιλίες για την εκεχειρία στη Ντόχα συνεχίζονται για δεύτερη εβδομάδα. Άλλη μία συνάντηση "
    "αναμένεται την επόμενη εβδομάδα, δήλωσαν οι διαμεσολαβητές.";
const std::string hebrew =
    "שיחות הפסקת האש בדוחא נמשכות זה השבוע השני, כך מסרו המתווכים. הצדדים טרם הסכימו על חילופי "
    "השבויים, אך הם מוכנים להיפגש שוב בשבוע הבא.";
const std::string turkish =
    "Doha’daki ateşkes görüşmeleri ikinci haftasına girdi. Arabulucular, tarafların esir takası "
    "konusunda henüz anlaşamadığını, ancak gelecek hafta yeniden buluşmaya hazır olduğunu söyledi.";
const std::string czech =
    "Jednání o příměří v Dauhá pokračují druhým týdnem. Strany se zatím nedohodly na výměně zajatců, "
    "řekli zprostředkovatelé, příští týden se však chtějí sejít znovu.";
const std::string german =
    "Die Gespräche über eine Waffenruhe dauern nun schon die zweite Woche. „Wir sind noch nicht so "
    "weit“, sagte ein Vermittler – für die Gefangenen heißt das: warten.";
const std::string thai =
    "การเจรจาหยุดยิงที่กรุงโดฮาดำเนินต่อเป็นสัปดาห์ที่สอง ผู้ไกล่เกลี่ยกล่าวว่าทั้งสองฝ่ายยังไม่สามารถตกลงเรื่องการแลกเปลี่ยนเชลยศึกได้";

const std::vector<Sample> samples = {
    {"windows-1252", german},  {"windows-1251", russian}, {"KOI8-U", russian},
    {"ISO-8859-5", russian},   {"IBM866", russian},       {"Shift_JIS", japanese},
    {"EUC-JP", japanese},      {"ISO-2022-JP", japanese}, {"GB18030", chinese},
    {"Big5", taiwanese},       {"EUC-KR", korean},        {"windows-1256", arabic},
    {"windows-1253", greek},   {"ISO-8859-7", greek},     {"windows-1255", hebrew},
    {"windows-1254", turkish}, {"windows-1250", czech},   {"ISO-8859-2", czech},
    {"windows-874", thai},
};

const std::vector<const char*> unicode_forms = {"UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"};

}  // namespace

TEST_CASE("two sentences in a charset are told and read") {
    for (const auto& [charset, text] : samples) {
        INFO(charset);
        const EncodedText result = to_utf8(encoded(text, charset));
        CHECK(result.text == text);
        CHECK(result.source == CharsetSource::detected);
        CHECK(result.undecodable == 0);
    }
}

TEST_CASE("a declared charset is believed where the bytes agree") {
    for (const auto& [charset, text] : samples) {
        INFO(charset);
        const EncodedText result = to_utf8(encoded(text, charset), charset);
        CHECK(result.text == text);
        CHECK(result.source == CharsetSource::declared);
        CHECK_FALSE(result.declaration_wrong);
    }
}

TEST_CASE("labels are taken as browsers take them") {
    const std::string quoted = "caf\xe9 \x93no\x94";
    for (const char* label : {"latin1", "ISO-8859-1", "iso-8859-1", "us-ascii", "windows-1252",
                              "cp1252", " \"Windows-1252\" "}) {
        INFO(label);
        const EncodedText result = to_utf8(quoted, label);
        CHECK(result.text == "café “no”");
        CHECK(result.charset == "windows-1252");
        CHECK_FALSE(result.declaration_wrong);
    }
    CHECK(to_utf8(encoded(chinese, "GB18030"), "gb2312").text == chinese);
    CHECK(to_utf8(encoded(japanese, "Shift_JIS"), "x-sjis").text == japanese);
}

TEST_CASE("a wrong declaration is noticed") {
    struct Row {
        std::string bytes;
        const char* declared;
        std::string text;
    };
    const std::vector<Row> rows = {
        {"Café “no”", "latin1", "Café “no”"},                      // UTF-8 in spite of it
        {encoded(german, "windows-1252"), "utf-8", german},        // the other way round
        {encoded(russian, "windows-1251"), "UTF-8", russian},
        {encoded(japanese, "Shift_JIS"), "EUC-JP", japanese},      // does not decode
        {encoded(german, "windows-1252"), "no-such-charset", german},
        {"\xef\xbb\xbf" "Doha", "windows-1252", "Doha"},           // a mark says more
    };
    for (const Row& row : rows) {
        INFO(row.declared << ": " << row.text);
        const EncodedText result = to_utf8(row.bytes, row.declared);
        CHECK(result.text == row.text);
        CHECK(result.declaration_wrong);
    }
}

TEST_CASE("ASCII is what most declarations say") {
    for (const char* label : {"", "utf-8", "windows-1252", "Shift_JIS", "us-ascii"}) {
        INFO(label);
        const EncodedText result = to_utf8("Doha talks", label);
        CHECK(result.text == "Doha talks");
        CHECK(result.source == CharsetSource::utf8);
        CHECK_FALSE(result.declaration_wrong);
    }
}

TEST_CASE("byte order marks are read and dropped") {
    const std::string text = "Iran’s envoy 😀 停戦";
    CHECK(to_utf8("\xef\xbb\xbf" + text).text == text);
    CHECK(to_utf8("\xef\xbb\xbf" + text).source == CharsetSource::bom);
    for (const char* charset : unicode_forms) {
        INFO(charset);
        const EncodedText result = to_utf8(encoded("\uFEFF" + text, charset));
        CHECK(result.text == text);
        CHECK(result.source == CharsetSource::bom);
        CHECK(result.charset == charset);
    }
    CHECK_FALSE(to_utf8(encoded("\uFEFF" + text, "UTF-16LE"), "UTF-16").declaration_wrong);
}

TEST_CASE("what is cut within a character is one U+FFFD, and counted") {
    for (const auto& [charset, text] : samples) {
        std::string bytes = encoded("停", charset);
        if (bytes.size() != 2) continue;  // charsets of one byte, or without this character
        INFO(charset);
        bytes = encoded(text, charset) + bytes.substr(0, 1);
        const EncodedText result = to_utf8(bytes, charset);
        CHECK(result.text.starts_with(text));
        CHECK(characters(result.text) == characters(text) + 1);
    }
    const EncodedText utf8 = to_utf8("Caf\xc3\xa9 in D\xc3\xbcsseldorf \xe5\x81");
    CHECK(utf8.text == "Café in Düsseldorf \uFFFD");
    CHECK(utf8.source == CharsetSource::damaged);
    CHECK(utf8.undecodable == 1);
    CHECK(utf8.first_undecodable == 21);
    const EncodedText utf16 = to_utf8(std::string("\xff\xfe\x3d\xd8!\0a", 7));
    CHECK(utf16.text == "\uFFFD!\uFFFD");
    CHECK(utf16.undecodable == 2);
    CHECK(utf16.first_undecodable == 2);
}

TEST_CASE("nothing is dropped: every place that cannot be decoded stands as U+FFFD") {
    for (const auto& [charset, text] : samples) {
        // 0xFF is a character nowhere but in some charsets of one byte.
        const EncodedText clean = broadsheet::text::to_utf8_from(encoded(text, charset), charset);
        INFO(charset);
        REQUIRE(clean.text == text);
        const std::string hurt = encoded(text, charset) + "\xff" + encoded(" END", charset);
        const EncodedText result = broadsheet::text::to_utf8_from(hurt, charset);
        CHECK(is_valid_utf8(result.text));
        CHECK(characters(result.text) == characters(text) + 1 + 4);
        CHECK(result.text.ends_with(" END"));
        if (result.undecodable > 0) {
            CHECK(result.undecodable == 1);
            CHECK(result.first_undecodable == encoded(text, charset).size());
        }
    }
}

TEST_CASE("any bytes give valid UTF-8") {
    std::uint32_t state = 1;
    for (int round = 0; round < 300; ++round) {
        std::string bytes;
        const std::size_t size = static_cast<std::size_t>(round) * 3;
        while (bytes.size() < size) {
            state = state * 1664525U + 1013904223U;
            bytes += static_cast<char>(state >> 24U);
        }
        const EncodedText result = to_utf8(bytes, round % 3 == 0 ? "Shift_JIS" : "");
        CHECK(is_valid_utf8(result.text));
        CHECK(result.first_undecodable <= bytes.size());
        if (result.undecodable > 0) CHECK(result.text.find("\uFFFD") != std::string::npos);
    }
}

TEST_CASE("few accents among ASCII are Windows-1252") {
    const EncodedText result = to_utf8("Iran\x92s envoy in Caf\xe9 talks \x96 \x93no\x94\n");
    CHECK(result.text == "Iran’s envoy in Café talks – “no”\n");
    CHECK(result.charset == "windows-1252");
}
