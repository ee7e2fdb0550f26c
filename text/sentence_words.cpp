#include "text/sentence_words.hpp"

#include <array>
#include <boost/unordered/unordered_flat_map.hpp>
#include <boost/unordered/unordered_flat_set.hpp>
#include <memory>
#include <string>
#include <unordered_map>

#include "text/word_lists.hpp"

namespace broadsheet::text {

namespace {

/// Lists of words parted by spaces, without their final stop. In lower case a word is known however
/// it is written; with a capital, only so (`Ill.`, but not `He was ill.`). `=` before it: known in
/// this language only, because elsewhere, or in lower case, it is a plain word.
struct Language {
    std::string_view tag;
    std::string_view titles{};
    std::string_view number_labels{};
    std::string_view abbreviations{};
    std::string_view openers{};           // see SentenceWords::opens_sentence
    std::string_view after_quotations{};  // beginnings of what goes on a quotation's sentence
    std::string_view reports{};           // ends of a clause that reports the quotation before it
    bool ordinals_before_capitals = false;
    bool no_sentence_marks = false;
};

constexpr auto languages = std::to_array<Language>({
    {.tag = "en",
     .titles =
         "adm amb atty brig capt cf cmdr cpl dr e.g Gen Gov Hon i.e insp lt Maj messrs mlle mme "
         "mr mrs ms msgr Mt mx Pres Prof prof pvt Rep Reps Rev Sen Sens sgt St Ste supt viz vs "
         "=Adj =Col =Det =Ens =Fr =Ft =Rt =Sec =Supt =det =gen =gov =rep =sen =rev =hon =col "
         "=maj =Lt.Col =Lt.Cdr =Lt.Gen =Maj.Gen =Brig.Gen",
     .number_labels = "nos =no =art =fig =figs =pp =sec =ch =vol =para",
     .abbreviations =
         "approx apr aug Ala Ariz Ark assn assoc ave bldg blvd bros Calif Colo Conn corp =dec "
         "dept dist =est etc feb Fla govt inc Ill =jan jr =jul =jun Kan Ky llc ltd Mass Md mfg "
         "Mich Minn Miss Mo Mont Neb Nev =nov oct Okla Ont Ore ph.d plc pty sept Tenn Tex univ "
         "Va Wash Wis Wyo =Ga =La =Pa =Del =Ind =Cent =Co =Cos =Ct =Div =Mar =Me =Nat =Rd =Sq "
         "=Sr =Sep =Dak =Mex =Que =Alta",
     .openers =
         "a about according after all also although among an and another any as asked at because "
         "before both but by critics despite during each earlier even every few for from he her "
         "his how however i if in instead it its last later many meanwhile more most no nor of "
         "on one or others our reuter she since so some such that the their there these they "
         "this those to under until we what when where which while who why with you"},
    {.tag = "de",
     .titles =
         "hr hrn =fr frl dipl-ing ing =mag =dir z.b d.h u.a bzgl bzw evtl ggf inkl insb =sog vgl "
         "zzgl zit =geb verh =Abs =Art =Fa =Fam =St =bspw =Bd =Reg",
     .number_labels = "nr =art =abs =s =ziff =kap =tel ca",
     .abbreviations =
         "mio mrd usw etc str =jan okt dez u.s.w v.chr n.chr z.t =mind =max =std =min =jh =jhd "
         "=sek",
     .openers =
         "aber als am an auch auf bei bisher da damit danach das dass dazu dem den denn der des "
         "deshalb die dies diese dieser dieses doch ein eine einen einer er es für im in jedoch "
         "man mit nach nicht noch nun nur ob seine seit sie so sollte trotz um und vom von vor "
         "wann warum was weil wenn wer wie wir zu zum zur zudem zwar",
     .ordinals_before_capitals = true},
    {.tag = "fr",
     .titles = "MM mme mmes mlle mlles mgr =Me =Pr =av =bd =boul =Ch =ed =env =Ste =Ing =mr",
     .number_labels = "=art =chap =fig =n =no =p =vol =tél",
     .abbreviations = "etc janv févr avr juil =sept oct nov =déc p.ex =apr =J.-C",
     .openers =
         "à après au aussi autre aux avant avec ce ceci cela celle celui ces cet cette ceux "
         "chaque comme dans de depuis des donc du elle elles en enfin ensuite et il ils je l la "
         "le les leur leurs lors lui mais malgré même mon notre nous on or où par pendant pour "
         "pourtant quand que qui sa sans selon ses si son sous sur tous tout toute trois un une "
         "vers vous"},
    {.tag = "es",
     .titles =
         "sr sra sres sras srta srtas =dra dres dña =ud =uds =vd =vds excmo excma lic gral cnel "
         "tte =cap avda pdte pdta mons rvdo =sto ee jj ff rr hnos ntra p.ej =Arq =Av =Ing =Sta "
         "=Da =Don =cf =cía =gob =col",
     .number_labels = "núm núms pág págs =art =cap =n =no =p =tel =fig",
     .abbreviations = "uu oo aa hh etc =ene =abr =ago =dic s.a aprox =set =feb =mar",
     .openers =
         "a además al algunos ante antes así aunque cada como con cuando de del desde después "
         "donde el él ella ellas ello ellos en entonces entre era es esa ese eso esta este esto "
         "estos estas hay la las lo los luego más mientras no nos nosotros o para pero por "
         "porque pues que quien se según si sin sobre solo su sus también tenemos tiene todo "
         "todos tras tu un una uno y ya yo"},
    {.tag = "it",
     .titles =
         "sig sigg sig.ra dott dott.ssa avv ing mons =sen =cav =rag geom =on =arch =prof =col "
         "=cap =gen =s =ss =egr =spett",
     .number_labels = "pag =art =n =nr =p =vol =tel =cap",
     .abbreviations =
         "ecc s.p.a s.r.l =gen =feb =mar =apr =mag =giu =lug =ago =set =ott =dic =a.c =d.c",
     .openers =
         "a al alla anche che chi ci come con così cosa da dal dalla dei del della di dopo e "
         "ecco ed gli ha i il in invece io l la le lo loro ma mentre nel nella non ogni oggi "
         "però per perché poi quando quella quello questa questo se secondo senza si sono su sul "
         "tra tutti un una uno"},
    {.tag = "pt",
     .titles =
         "sr sra srs sras srta =dra drs dras exmo exma =eng profa =pe fr =gal =cel av =d =Dom "
         "=Ir =Sto =Sta =rev =r",
     .number_labels = "pág págs =art =n =nº =p =vol =tel",
     .abbreviations = "etc ltda s.a cia =jan =fev =abr =mai =ago =set =out =dez e.u.a =mar",
     .openers =
         "a além ainda ao aos após apesar as até cada com como da das de depois desde do dos e "
         "ela elas ele eles em embora enquanto entre era essa esse esta este estes eu foi há "
         "isso já mais mas na nas não nem no nos o os ou para pela pelo por porém quando que "
         "quem se segundo sem seu sua são também tem todos um uma você"},
    {.tag = "nl",
     .titles = "dhr =mw mevr drs =ir ing jhr mgr o.a =m.n bijv d.w.z zgn =ca =ds =resp =St =H",
     .number_labels = "nr =art =blz =p =tel",
     .abbreviations = "enz =bv =nv =jl a.s mln mld =aug =jan =feb =mrt =okt =dec",
     .openers =
         "aan als bij daar daarom dan dat de deze die dit door doordat echter een en er ga haar "
         "het hij hoe ik in is je maar men met na naar niet nog nu of om omdat ondanks onder ook "
         "op over sinds te tegen toch toen tot uit van volgens voor waar waarom wat we wel wie "
         "wij ze zij zijn zo"},
    {.tag = "sv",
     .titles = "t.ex bl.a s.k dvs =ca =kl =st =Hr =Fr =prof =f =fd",
     .number_labels = "=nr =kl =kap =s =tel",
     .abbreviations = "m.m m.fl osv etc =jan =feb =aug =sept =okt =nov =dec =kr",
     .openers =
         "alla allt att av dag de den denna dessa det detta där då efter en enligt ett även för "
         "från han hans har hon hur i inte jag kan man med men när nu och om på samtidigt sedan "
         "som till under var vad vi vid"},
    {.tag = "da",
     .titles = "f.eks bl.a hr =fr =ca =dr =kl =pga =skt =St",
     .number_labels = "=nr =kl =kap =s =tlf",
     .abbreviations = "m.v m.fl mio mia osv =kr =jan =feb =okt",
     .openers =
         "af alle at da de den der derfor det dette du efter eller en er et for fra han har her "
         "hun hvad hvis i ifølge jeg kan man med men mens nu når og også om på som så til ud "
         "under var ved vi"},
    {.tag = "no",
     .titles = "f.eks bl.a =ca =dr =kl =hr =pga =St",
     .number_labels = "=nr =kl =kap =s =tlf",
     .abbreviations = "m.m m.v osv =mill mrd =kr",
     .openers =
         "alle at av da de den der derfor det dette du en er et etter for fra han har her hun "
         "hva hvis i ifølge jeg kan man med men mens nå når og også om på som så til under var "
         "ved vi"},
    {.tag = "fi",
     .titles = "esim mm.muassa ns =mm =ent =prof =tri =toht =n =os",
     .number_labels = "=klo =nro =s =n =puh =ks",
     .abbreviations = "jne ym yms tms eaa eKr jKr milj mrd =v =kpl",
     .openers =
         "ei että he hän ja jos kun kuitenkin lisäksi me mutta myös ne nyt se sen siitä siksi "
         "tämä tällä"},
    {.tag = "hu",
     .titles = "ifj özv pl ún kb =dr =prof =id =Szt =tkp =gr",
     .number_labels = "=sz =old =tel =kb",
     .abbreviations = "stb kft zrt nyrt bt =sz =jan =febr =márc =okt =nov =dec",
     .openers =
         "a az azt azonban de egy ekkor ez ezt ezek ezzel és ha hogy is így ki két mert mi míg "
         "most nem ők ő s szerint úgy"},
    {.tag = "tr",
     .titles = "doç yrd =av sn öğr gör uzm =org alb yzb bnb müh =prof =hz =Op =Dr =Gen =Yar =Bnb",
     .number_labels = "=no =md =sy =tel",
     .abbreviations = "vb vd =cad =sok mah blv ltd şti a.ş m.ö m.s =vs =apt",
     .openers =
         "ama ancak ayrıca bazı ben bir biz bu bunun böylece çünkü daha da dahası en eğer fakat "
         "için ile kendi ne o onlar onun öte sonra şu ve ya",
     .ordinals_before_capitals = true},
    {.tag = "pl",
     .titles =
         "inż mgr płk ppłk gen św =im np m.in tzn tzw godz ul ds =pt tj =ks =al =dr =hr =hab =pl "
         "=pt =prof =red =os =oo =ww =ob =min =woj =por =wg =kard =abp =bp =kpt =mjr =sierż =sp",
     .number_labels = "=nr =art =ust =str =poz =pkt =rozdz =s =tel =ok",
     .abbreviations = "itd itp tys mln mld r rr zł proc br =w =wiek =gr =pok =jr =a.d =n.e =p.n.e",
     .openers =
         "a ale ani bez być choć co czy dla dlatego do dodał gdy gdyby i ich ja jak jako jednak "
         "jednakże jej jest jeśli już każdy kiedy która który ludzie ma my na nie nikt o obecnie "
         "od on ona oni po poza przed przez przy są się szef ta tak tam te tego ten to tym tylko "
         "w we według więc wszyscy z za ze że"},
    {.tag = "cs",
     .titles =
         "sv tzv např pí =ing mgr judr mudr phdr =bc =doc csc =gen plk =p =pp =dr =prof =ul =nám "
         "=arch =mjr =kpt =por =red =min =tř =kard",
     .number_labels = "=č =čl =str =odst =tel =obr =cca",
     .abbreviations = "atd apod tj =tis =mil mld =hod kč a.s s.r.o =mj =r =st =roč =např",
     .openers =
         "a ale ani by byl byla do je jeho jejich jen jsou k kdy když který má na nad ne o od on "
         "ona oni po pod podle pokud proto před při s se ta tak také ten to tím u v ve však z za "
         "že"},
    {.tag = "sk",
     .titles =
         "sv tzv napr =ing mgr judr mudr phdr =bc =doc csc =gen plk =p =pani =dr =prof =ul =nám",
     .number_labels = "=č =čl =str =ods =tel",
     .abbreviations = "atď apod a.s s.r.o =tis =mil mld =hod =r =st",
     .openers =
         "a ale ani bol bola do je jeho ich keď ktorý má na nie o od on ona oni po podľa pred "
         "pri s sa tak tento to u v vo však z za že"},
    {.tag = "hr",
     .titles = "sv npr tzv ing =mr dr =prof =g =gđa =gosp =ul =br =tj",
     .number_labels = "=br =čl =str =tel",
     .abbreviations = "itd =sl =mil mlrd kn d.o.o d.d =god =st",
     .ordinals_before_capitals = true},
    {.tag = "ro",
     .titles = "sf =dl =dna ing =dr =prof =av =gen =str =bd =jud",
     .number_labels = "nr =art =pag =tel",
     .abbreviations = "etc =mil =mld s.a =î.hr =d.hr"},
    {.tag = "ru",
     .titles =
         "ул пр просп пл наб св проф акад англ лат нем фр рис т.е т.н г-н г-жа ген полк кап лейт "
         "гр доц инж канд дж гос зам пос дер обл респ =о =пр =р =с =см =ср =напр =д =м =кор "
         "=корп =тов",
     .number_labels = "=гл =ст =п =стр =тел =т =кв =оф =ок",
     .abbreviations =
         "г гг в вв н.э долл руб коп тыс млн млрд трлн т.д т.п др пр янв фев февр апр авг сент "
         "окт нояб дек кв куб чел ч мин сек =и.о =эт =экз =им",
     .openers =
         "а без более в во всё вот все вы где да для до его ее если же за и из или им их к как "
         "когда кто мы на не но о об он она они оно от по поэтому при с сам со так также там то "
         "тогда у ранее уже что чтобы эта эти это этот я однако согласно после"},
    {.tag = "uk",
     .titles =
         "вул просп пл ім св проф акад англ лат т.зв тобто ген полк дж =о =м =с =напр =див =обл "
         "=смт",
     .number_labels = "=гл =ст =п =стор =тел =т",
     .abbreviations =
         "р рр ст дол грн коп тис млн млрд т.д т.п ін лют бер трав черв лип вер жовт год хв",
     .openers =
         "а але без більше був в ви він вона вони втім де для до з за і із його її їх й коли ми "
         "на не немає о однак ось про після при проте та так також там те тим то у усі це ці цей "
         "ця чи що щоб я як"},
    {.tag = "bg",
     .titles = "ул бул проф акад инж ген св им д-р =г =гр =с =доц",
     .number_labels = "=чл =ал =стр =тел =бл =вх =ет",
     .abbreviations = "г лв млн млрд хил т.н др =в"},
    {.tag = "el",
     .titles = "κ κκ κα δρ αγ τζ καθ λεωφ στρ αντ π.χ δηλ βλ γ.γ =οδ =αρχ =ταγ =κος =χ =μητρ",
     .number_labels = "αρ αριθ σελ τηλ άρθ =παρ",
     .abbreviations =
         "π.μ μ.μ εκατ δισ χιλ κ.ά κ.λπ κλπ κτλ π.χ μ.χ ευρ α.ε ε.ε =ιαν =φεβ =μαρ =αυγ =σεπ "
         "=οκτ =νοε =δεκ =τρισ",
     .openers =
         "αλλά αν αυτή αυτό αυτοί από για δεν είναι εγώ ένα ένας επίσης η ήταν και κάθε με μετά "
         "μια ο οι όμως όπως όταν ότι στη στην στις στο στον στους τα τη την της τι το τον τους "
         "των ως"},
    {.tag = "id",
     .titles =
         "=tn =ny sdr sdri =jl jend =kol kapt kab kec prof =dr =ir =drs =hj =h =bpk =det =bp =gg "
         "=st",
     .number_labels = "=no =hal =hlm =telp =tgl",
     .abbreviations = "dll dsb dst rp tbk =pt =cv =thn",
     .openers =
         "ada akan apa atas bagi dalam dan dari di dia hal ia ini itu jika kami karena kata ke "
         "ketika kita mereka namun oleh pada para saat saya sebuah seorang setelah sementara "
         "tetapi tidak untuk yang"},
    {.tag = "ms",
     .titles = "=tn =en =pn jln prof =dr =dato =sdr",
     .number_labels = "=no =hlm =tel",
     .abbreviations = "dll dsb bhd sdn =rm"},
    {.tag = "vi",
     .titles = "=tt =ts ths =gs pgs =bs =ks =tp ttg =tr =q =p =h =x =đ =st",
     .number_labels = "=điều =tr =số",
     .abbreviations = "v.v =đ",
     .openers =
         "anh bà các chị chúng cô có đây điều đó ga họ hiện khi không một nay nếu nhưng những "
         "ông sau sự tại theo tôi trong trước tuy và vì với"},
    {.tag = "sw",
     .titles = "=bw =bi =dk =mh prof dkt =mhe =dr =st =bibi =ndg",
     .number_labels = "=na =uk =nam",
     .abbreviations = "n.k k.m k.v =sh",
     .openers =
         "alisema baada hata hii huu huyo ilikuwa kama katika kila kwa lakini na ni pia sasa "
         "wakati yeye"},
    {.tag = "ar",
     .titles = "د أ م آر دي بي سي جيه ي =في =ج",
     .number_labels = "=ص =رقم =ت =هـ",
     .abbreviations = "ق.م =إلخ =الخ",
     .after_quotations = "حسبما قال قالت وفق وفقا بحسب كما أضاف تساءل أوضح وأضاف"},
    {.tag = "fa",
     .titles = "دکتر آقای مهندس =د =ج",
     .number_labels = "=ص =ش",
     .abbreviations = "ق.م ه.ش",
     .after_quotations = "گفت و او گزارش که",
     .reports = "گفت نوشت افزود"},
    {.tag = "ur",
     .titles = "ڈاکٹر جناب پروفیسر =ڈ",
     .number_labels = "=نمبر",
     .abbreviations = "ق.م",
     .after_quotations = "کہا ایک نے اس",
     .reports = "کہا لکھا بتایا"},
    {.tag = "he",
     .titles = "דר פרופ איי בי סי גיי אן פי אר =מר =גב =עו =רח =שד =יי",
     .number_labels = "=מס =עמ =טל =סע",
     .abbreviations = "=וכו =וגו",
     .after_quotations = "אמר אמרה הוסיף שאל כתב"},
    {.tag = "hi",
     .titles = "डॉ डा मि श्री सुश्री प्रो ले कर्नल सेन डेट मिस मिसेस पं स्व सें जे एम एस के आर",
     .number_labels = "=नं =पृ",
     .abbreviations = "रु कि.मी इ =ई",
     .after_quotations = "कहा के ने की",
     .reports = "कहा बताया पूछा लिखा"},
    {.tag = "mr",
     .titles = "डॉ श्री प्रा सौ पं",
     .number_labels = "=क्र",
     .abbreviations = "रु कि.मी",
     .after_quotations = "असे असं"},
    {.tag = "bn",
     .titles = "ড ডা মি মিস মিসেস মো মোঃ রেভ প্রফেসর অধ্যা ভি সেন জে এ =মু",
     .number_labels = "=নং",
     .abbreviations = "কি.মি",
     .after_quotations = "বলে বলেন তিনি",
     .reports = "বলেন বলেছেন জানান"},
    {.tag = "ta",
     .titles = "திரு திருமதி டாக்டர் ரெவ் செல்வி பேரா வி ஜே ஏ எஸ் டி",
     .number_labels = "=எண் =பக்",
     .abbreviations = "கி.மீ ரூ",
     .after_quotations = "என்று என எனச் எனக்",
     .reports = "கூறினார் தெரிவித்தார்"},
    {.tag = "te",
     .titles = "డా శ్రీ శ్రీమతి ప్రొ",
     .number_labels = "=నం",
     .abbreviations = "కి.మీ రూ",
     .after_quotations = "అని"},
    {.tag = "am",
     .titles = "ዶር ዶ ሚስ ሚር ሚስተር ወሮ ወ አቶ ሴን ሬቭ ፕሮፌ ኢንጂ ለሚር የሚር በሚር ከሚር የዶር ለዶር ቪ",
     .number_labels = "=ቁ =ገጽ",
     .abbreviations = "ዓ.ም እ.ኤ.አ ከ.ሰ",
     .after_quotations = "አለ አለች አሉ ብሏል ብለዋል ሲል ሲሉ በማለት ብሎ ብላ አከለ ተናገረ",
     .reports = "አለ አለች ብሏል ብለዋል ተናገሩ"},
    {.tag = "ko",
     .after_quotations = "라고 라며 라는 고 며 하고 이라고 이라며 이라는 란 라",
     .reports = "말했다 말했습니다 밝혔다 밝혔습니다 전했다 전했습니다 덧붙였다 덧붙였습니다 보도했다 보도했습니다"},
    {.tag = "ja",
     .after_quotations = "と って とい などと との という",
     .reports = "述べた 語った 話した 言った"},
    {.tag = "zh",
     .after_quotations = "他说 她说 他們說 他们说 他說 她說 他表示 她表示 的 等",
     .reports = "说 说道 表示 称 写道 補充道 说道 說 說道 表示 報導 報道"},
    {.tag = "my",
     .after_quotations = "ဟု လို႔ လို့ ဟူ ဆို ထည့္ ထည့်"},
    {.tag = "km"},
    {.tag = "lo",
     .titles = "ດຣ ທ ນ"},
    {.tag = "th",
     .no_sentence_marks = true},
});

using WordMap = boost::unordered_flat_map<std::string_view, StopAfter>;

void add(std::string_view list, StopAfter kind, WordMap& everywhere, WordMap& here) {
    each_word(list, [&](std::string_view word) {
        const bool own = word.front() == '=';
        if (own) word.remove_prefix(1);
        here.insert_or_assign(word, kind);
        if (!own) everywhere.try_emplace(word, kind);
    });
}

// Up to its full stop or comma; empty if that is far.
std::string_view first_clause(std::string_view text) {
    constexpr std::size_t longest_clause = 150;
    const std::string_view near = text.substr(0, longest_clause);
    std::size_t end = std::string_view::npos;
    for (const std::string_view stop : {".", "。", "，", "।", "۔", "።", "፡፡"}) {
        end = std::min(end, near.find(stop));
    }
    return end == std::string_view::npos ? std::string_view{} : near.substr(0, end);
}

class Words final : public SentenceWords {
  public:
    explicit Words(const WordMap& everywhere) : everywhere_(everywhere) {}

    StopAfter stop_after(std::string_view word, std::string_view lower) const override {
        for (const WordMap* words : {&here_, &everywhere_}) {
            for (const std::string_view form : {word, lower}) {
                if (const auto found = words->find(form); found != words->end()) {
                    return found->second;
                }
            }
        }
        return StopAfter::anything;
    }

    bool opens_sentence(std::string_view lower) const override { return openers_.contains(lower); }

    bool continues_quotation(std::string_view text) const override {
        bool found = false;
        each_word(after_quotations_, [&](std::string_view beginning) {
            found = found || text.starts_with(beginning);
        });
        const std::string_view clause = first_clause(text);
        each_word(reports_, [&](std::string_view end) { found = found || clause.ends_with(end); });
        return found;
    }

    bool ordinals_before_capitals() const override { return ordinals_; }
    bool no_sentence_marks() const override { return no_marks_; }

    void learn(const Language& language, WordMap& everywhere) {
        add(language.titles, StopAfter::title, everywhere, here_);
        add(language.number_labels, StopAfter::number_label, everywhere, here_);
        add(language.abbreviations, StopAfter::abbreviation, everywhere, here_);
        each_word(language.openers, [&](std::string_view word) { openers_.insert(word); });
        after_quotations_ = language.after_quotations;
        reports_ = language.reports;
        ordinals_ = language.ordinals_before_capitals;
        no_marks_ = language.no_sentence_marks;
    }

    void report_with(std::string_view after_quotations, std::string_view reports) {
        after_quotations_ = after_quotations;
        reports_ = reports;
    }

    void open_with(const Words& other) { openers_ = other.openers_; }

  private:
    const WordMap& everywhere_;
    WordMap here_;
    boost::unordered_flat_set<std::string_view> openers_;
    std::string_view after_quotations_;
    std::string_view reports_;
    bool ordinals_ = false;
    bool no_marks_ = false;
};

class Library {
  public:
    Library() {
        for (const Language& language : languages) {
            auto words = std::make_unique<Words>(everywhere_);
            words->learn(language, everywhere_);
            by_tag_.emplace(language.tag, std::move(words));
        }
        // English quotations and names are met in any paper; its openers are no names elsewhere.
        unknown_.open_with(*by_tag_.at("en"));
        for (const Language& language : languages) {
            after_quotations_.append(language.after_quotations).append(" ");
            reports_.append(language.reports).append(" ");
        }
        unknown_.report_with(after_quotations_, reports_);  // each script says which it may be
    }

    const Words& of(std::string_view language) const {
        const auto found = by_tag_.find(language.substr(0, language.find_first_of("-_")));
        return found == by_tag_.end() ? unknown_ : *found->second;
    }

  private:
    WordMap everywhere_;
    std::unordered_map<std::string_view, std::unique_ptr<Words>> by_tag_;
    std::string after_quotations_, reports_;  // of all languages
    Words unknown_{everywhere_};
};

}  // namespace

const SentenceWords& SentenceWords::of(std::string_view language) {
    static const Library library;
    return library.of(language);
}

}  // namespace broadsheet::text
