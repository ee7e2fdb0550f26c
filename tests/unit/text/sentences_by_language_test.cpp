// Where sentences end, language by language: `|` stands where one should.
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "text/sentence_breaker.hpp"

namespace {

using broadsheet::text::break_sentences;
using broadsheet::text::ByteRange;

/// The paragraph without its `|` and the blank after it.
std::string without_bars(const std::string& marked) {
    std::string text;
    for (std::size_t i = 0; i < marked.size(); ++i) {
        if (marked[i] != '|') {
            text += marked[i];
        } else if (i + 1 < marked.size() && marked[i + 1] == ' ') {
            ++i;
        }
    }
    return text;
}

/// The paragraph with `|` where the breaker ends a sentence, in the same spelling.
std::string with_bars(const std::string& text, const std::string& language) {
    std::vector<ByteRange> sentences;
    break_sentences(text, language, sentences);
    std::string out;
    for (std::size_t i = 0; i < sentences.size(); ++i) {
        const ByteRange& sentence = sentences[i];
        out += text.substr(sentence.begin, sentence.end - sentence.begin);
        if (i + 1 == sentences.size()) break;
        const std::string space = text.substr(sentence.end, sentences[i + 1].begin - sentence.end);
        out += space + (space.empty() ? "|" : "| ");
    }
    return out;
}

void check(const std::string& language, const std::vector<std::string>& paragraphs) {
    for (const std::string& marked : paragraphs) {
        CHECK(with_bars(without_bars(marked), language) == marked);
    }
}

}  // namespace

TEST_CASE("sentences: German ordinals and abbreviations") {
    check("de", {"Am 3. Oktober sprach Dr. Weber in St. Gallen. | Danach fuhr er ab.",
                 "Sie gewann z. B. Gold und u.a. Silber. | Es war ihr 36. Titel.",
                 "Das Jahr endet 1989. | Eine Mauer fiel.",
                 "„Kommen Sie?“ fragte er. | „Ja.“ | Sie blieb.",
                 "Die Firma zahlte 3 Mio. Euro. | Der Rest kam später, vgl. Abs. 2 des Vertrags.",
                 "Ludwig G. Meier (54) trat zurück. | Nr. 5 lebt!"});
}

TEST_CASE("sentences: French guillemets with spaces") {
    check("fr", {"« C’est fini. » | Il est parti.", "« Pourquoi ? », a-t-il demandé.",
                 "M. Dupont a vu Mme Morel et le Dr. Petit. | Elle part.",
                 "Voir l’art. 5 et le n° 12. | Ensuite, rien.",
                 "Le prix : 3,5 M. € env. en 2017. | Qui paie ? | Personne !"});
}

TEST_CASE("sentences: Spanish opening marks and titles") {
    check("es", {"¿Quién vino? | ¡Nadie! | El Sr. López y la Sra. Ruiz esperan.",
                 "EE. UU. anunció la medida. | La medida de EE. UU. | Los demás callan.",
                 "El Dr. Gómez vive en la Avda. Libertad. | ¿Y usted?",
                 "Nadie lo sabe. | Solo él."});
}

TEST_CASE("sentences: Italian, Portuguese, Dutch") {
    check("it", {"Il dott. Rossi e il sig. Bianchi sono qui. | L’avv. Verdi no.",
                 "L’art. 3 è chiaro. | Perché? | Nessuno lo sa, ecc. ecc."});
    check("pt", {"O Sr. Silva e a Sra. Costa chegaram. | O Dr. Reis não.",
                 "Custa 30 mil. | Ver pág. 12. | Quem disse?"});
    check("nl", {"Dhr. De Vries en mevr. Bakker kwamen. | Dat was drs. Jansen niet.",
                 "Het kost ca. 30 euro. | Wie betaalt dat?"});
}

TEST_CASE("sentences: the Nordic languages") {
    check("sv", {"Mötet börjar kl. 18 i dag. | Vem kommer? | Det vet ingen. | Jag tror det. | Ja.",
                 "Han köpte bl.a. äpplen, päron m.m. | Det var dyrt."});
    check("da", {"Hr. Jensen kom kl. 9. | Det var ca. 20 grader. | Han gik."});
    check("no", {"Prisen er 30 kr. for alt. | Dr. Hansen betaler. | Hva nå?"});
    check("fi", {"Kokous alkaa klo 9 ja päättyy 3. lokakuuta. | Hän tuli esim. Turusta.",
                 "Se oli hänen 36. maalinsa. | Mitä nyt? | Tri Virtanen lähti."});
}

TEST_CASE("sentences: Polish, Czech, Slovak") {
    check("pl", {"W 1882 r. urodził się fizyk. | Ul. Długa jest m.in. zamknięta od godz. 18.",
                 "Św. Marcin i prof. Nowak, tj. dwaj goście. | Kto jeszcze?",
                 "Jechał 44. okrążenie. | Zapłacił 5 tys. zł. | Nie więcej. | Wiatr wiał 137 km/h. | On też."});
    check("cs", {"Dne 3. října zazvonil sv. Martin. | Kdo přišel? | Ing. Novák a pí. Malá.",
                 "Ve 44. kole vyhrál. | Bylo to např. v Brně."});
    check("sk", {"Dňa 3. októbra prišiel Ing. Kováč. | Kto ešte? | Sv. Martin nie."});
}

TEST_CASE("sentences: Hungarian, Turkish, Romanian, Croatian") {
    check("hu", {"A XVII. század végén élt. | Dr. Kovács 2018. október 3. napján jött.",
                 "Ki az? | Ez a 12. alkalom. | Almát, körtét stb. vett."});
    check("tr", {"Prof. Yılmaz 18. Bölge için konuştu. | Kim geldi? | Av. Demir gelmedi.",
                 "Elma, armut vb. aldı. | Bu pahalıydı. | Fiyat 2.500 lira oldu."});
    check("ro", {"Str. Lungă nr. 5 este închisă. | Cine a venit? | Dr. Popa."});
    check("hr", {"Dana 3. Listopada došao je dr. Horvat. | Tko još?"});
}

TEST_CASE("sentences: Russian, Ukrainian, Bulgarian") {
    check("ru", {"В 2017 г. он жил на ул. Ленина. | Потом уехал.",
                 "Бюджет — 5 млн. руб. | Это много. | Джордж У. Буш и А. С. Пушкин.",
                 "«Кто там?» — спросил он. | «Я». | Он вошёл.",
                 "Сто долл. США, т.е. мало. | Что делать?"});
    check("uk", {"У 2018 р. він жив на вул. Франка. | Потім поїхав.",
                 "Це коштує 5 млн. грн. | Він платить. | Хто ще?"});
    check("bg", {"Живее на ул. Раковски, бл. 5. | Кой дойде? | Проф. Иванов."});
}

TEST_CASE("sentences: Greek asks with a semicolon") {
    check("el", {"Ποιος ήρθε; | Ο κ. Παπαδόπουλος και η Δρ. Νίκα.",
                 "Η ώρα είναι 5 π.μ. στην Αθήνα. | Όλοι κοιμούνται.",
                 "Κοστίζει 11 εκατ. ευρώ. | «Γιατί;» ρώτησε. | Κανείς δεν ξέρει."});
}

TEST_CASE("sentences: Arabic, Persian, Urdu, Hebrew have no capitals") {
    check("ar", {"من جاء؟ | لا أحد. | قال د. أحمد إنه مريض.", "وصل الوفد، ثم غادر. | وبقي الوزير!",
                 "\"متى؟\" سأل الصحفي."});
    check("fa", {"چه کسی آمد؟ | هیچ کس. | دکتر احمدی رفت.", "«کجا؟» او پرسید."});
    check("ur", {"کون آیا؟ | کوئی نہیں۔ | ڈاکٹر احمد چلے گئے۔", "“کب؟” اس نے پوچھا۔"});
    check("he", {"מי בא? | אף אחד. | ד. כהן הלך.", "הוא גר בארה“ב. | היא לא."});
}

TEST_CASE("sentences: Hindi, Marathi, Bengali, Tamil") {
    check("hi", {"डॉ. शर्मा आए। | वे कहाँ गए? | यू.एस. की टीम हारी।", "यह सच है।|वह झूठ है।"});
    check("mr", {"डॉ. पाटील आले. | ते कुठे गेले?"});
    check("bn", {"ড. রহমান এলেন। | তিনি কোথায়? | কেউ জানে না।"});
    check("ta", {"டாக்டர். ராமன் வந்தார். | யார் அவர்? | யாருக்கும் தெரியாது.",
                 "யு.எஸ். அணி தோற்றது. | மழை பெய்தது."});
}

TEST_CASE("sentences: Amharic, Armenian, Georgian") {
    check("am", {"ዶ.ር አበበ መጣ። | ማን ነው? | ማንም አያውቅም፡፡ | ሄደ።"});
    check("hy", {"Նա եկավ։ | Ոչ ոք չգիտեր։ | Անձրև է։"});
    check("ka", {"ის მოვიდა. | არავინ იცის. | ვინ არის? | წვიმს."});
}

TEST_CASE("sentences: Burmese, Khmer, Lao, Thai stays whole") {
    check("my", {"သူလာသည်။ | ဘယ်သူမှမသိ။ | မိုးရွာသည်။", "သူ၊ ငါ၊ နင် လာသည်။",
                 "“လာပြီ။” ဟု သူပြောသည်။"});
    check("km", {"គាត់មក។ | គ្មាននរណាដឹងទេ។ | ភ្លៀង។"});
    check("lo", {"ລາວມາ. | ໃຜຮູ້? | ດຣ. ຄຳ ໄປ."});
    check("th", {"ดร. สมชาย มาแล้ว เวลา 11.15 น. ใครรู้? ไม่มีใครรู้"});
}

TEST_CASE("sentences: Chinese, Japanese, Korean need no white space") {
    check("zh", {"他来了。|谁知道？|没有人！", "“你去吗？”他问。|“我去。”|雨停了。", "“我去。”他说。|雨停了。",
                 "增长3.5%，很快。|“两个确立”是成果。"});
    check("ja", {"彼が来た。|誰が知る？|誰もいない！", "「行く。」と彼は言った。|雨だ。", "J. ポール氏が来た。|雨だ。"});
    check("ko", {"그가 왔습니다. | 누가 압니까? | 아무도 모릅니다.", "\"갑니다.\"라고 말했다. | 조지 W. 부시가 왔다."});
}

TEST_CASE("sentences: Vietnamese, Indonesian, Swahili") {
    check("vi", {"TS. Nguyễn Văn A đến ngày 12 tháng 6. | Ai biết? | Không ai biết.",
                 "“Tôi đi.” | Ông nói. | TP. Huế có mưa."});
    check("id", {"Tn. Budi dan Ny. Sari datang. | Siapa tahu? | Tidak ada.",
                 "Ia membeli apel, jeruk, dll. di pasar. | Lalu pulang."});
    check("sw", {"Dk. Juma na Bw. Ali walikuja. | Nani anajua? | Hakuna."});
}

TEST_CASE("sentences: without a language, what is safe in all of them") {
    check("", {"Dr. Ford met Sr. López, dhr. Bakker and prof. Nowak. | He left.",
               "Two years ago. | Police said no. | The end.",
               "He lives on ul. Długa, ул. Ленина. | They met."});
    check("tlh", {"Dr. Ford left. | Nobody knew."});
}

TEST_CASE("sentences: any bytes are taken, and no paragraph takes quadratic time") {
    std::vector<ByteRange> sentences;
    break_sentences("\xFF.\xC3 \xE2\x80 A. \xF0", "en", sentences);
    CHECK(!sentences.empty());
    for (const std::string& piece : {std::string("a."), std::string(". "), std::string("?\" A "),
                                     std::string("(.)"), std::string("है. है"), std::string("…")}) {
        std::string text;
        while (text.size() < 300'000) text += piece;
        break_sentences(text, "hi", sentences);
        CHECK(sentences.size() > 0);
    }
}
