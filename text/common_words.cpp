#include "text/common_words.hpp"

#include <array>

#include "text/word_lists.hpp"
#include "text/word_set.hpp"

namespace broadsheet::text {

namespace {

// By language, as they are written: the particles of grammar, and what every news article says.
constexpr std::array lists = {
    // English
    "a about after again against all also am an and any are as at back be because been before being "
    "between both but by can company could day did do down during each even first for from get go "
    "government had has have he her here him his how i if in into is it its just last like made make "
    "many market may me million more most mr much my new no not now of off on one only or other our "
    "out over own part pct people percent president said same say says she should since so some state "
    "still such than that the their them then there these they this those three through time to today "
    "two under until up us very was way we week well were what when where which while who will with "
    "would year years you your",
    // German
    "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus "
    "er hat dass sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder "
    "aber vor zur bis mehr durch man sein wurde sei ihre kann gegen vom können schon wenn habe seine",
    // French
    "de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont avec "
    "son aux ou mais comme été on ont cette ses leur être fait elle était deux ces si nous même sans entre "
    "après tout dont selon aussi encore depuis l d s n qu c j",
    // Spanish
    "de la que el en y a los se del las un por con no una su para es al lo como más o pero sus le ha me "
    "si sin sobre este ya entre cuando todo esta ser son dos también fue había era muy años hasta desde "
    "está mi porque han hay contra durante según",
    // Italian
    "di e il la che in a per un è del non una i le si con da al sono della dei ha come nel anche più ma lo "
    "gli alla delle o se su ci dal questo stato hanno essere quando dopo tra due ai nella fra loro suo",
    // Portuguese
    "de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi ao ele das tem à "
    "seu sua ou ser quando muito há nos já está eu também só pelo pela até isso ela entre era depois sem",
    // Dutch
    "de van het een en in is dat op te zijn met voor die niet aan er om ook als maar bij naar uit dan door "
    "over nog wordt heeft worden meer was hij kan tot wel deze of zich hebben had geen al we dit moet zou",
    // Swedish, Norwegian, Danish
    "och i att det som en på är av för med den till inte har de om ett han men var jag sig från vi så kan "
    "när år og er på til som av ikke har de den et han fra var men at om vil for blir ble skal kan etter",
    // Polish
    "w i na z się nie do to że jest o po jak a dla przez od co za ale są był ma tym które ze tak przed może",
    // Russian, Ukrainian
    "и в не на что с по он как это из у за к о от но то его а для так же было все был до бы или еще мы при "
    "я они который после если году і в на не з що у до за як та це від по але він для про року її є був",
    // Turkish
    "ve bir bu da de için ile olarak daha çok olan en sonra kadar gibi ne ama var o ise dedi yeni göre her",
    // Arabic, Persian
    "في من على إلى أن عن مع هذا هذه التي الذي كان بعد ما لا قال بين كما قد أو و در به از که این را با است برای "
    "آن یک تا می خود هم بر نیز کرد شده بود شد",
    // Indonesian, Vietnamese
    "yang dan di untuk dengan ini itu dari dalam pada akan tidak juga telah ke oleh ada tersebut bisa "
    "và của là có cho được trong các không một với người những đã này khi ở đến để về từ",
    // Hindi
    "के में है की और को से का ने पर कि यह हैं एक भी नहीं लिए इस था कहा हो गया",
};

}  // namespace

bool is_common_word(std::string_view form) {
    static const WordSet words(folded_words(lists));
    return words.contains(form);
}

}  // namespace broadsheet::text
