#include "text/english_nouns.hpp"

namespace broadsheet::text::english_nouns {

const std::string_view irregular =
    // Old plurals.
    "ox:oxen goose:geese mouse:mice louse:lice die:dice,dies penny:pence,pennies "
    "dormouse:dormice "
    // -f, -fe
    "leaf:leaves loaf:loaves thief:thieves sheaf:sheaves wolf:wolves werewolf:werewolves "
    "elf:elves calf:calves scarf:scarves,scarfs hoof:hooves,hoofs wharf:wharves,wharfs "
    "dwarf:dwarves,dwarfs turf:turfs,turves cloverleaf:cloverleaves flyleaf:flyleaves "
    "meatloaf:meatloaves beef:beeves,beefs "
    // -z, -s doubled
    "quiz:quizzes whiz:whizzes bus:buses,busses gas:gases,gasses minibus:minibuses "
    "trolleybus:trolleybuses focus:focuses,foci plus:pluses,plusses yes:yeses,yesses "
    "biogas:biogases fez:fezzes "
    // Greek -sis, -on and -ma
    "analysis:analyses basis:bases crisis:crises thesis:theses diagnosis:diagnoses oasis:oases "
    "prognosis:prognoses hypothesis:hypotheses synthesis:syntheses parenthesis:parentheses "
    "antithesis:antitheses prosthesis:prostheses neurosis:neuroses psychosis:psychoses "
    "emphasis:emphases catharsis:catharses ellipsis:ellipses dialysis:dialyses "
    "paralysis:paralyses genesis:geneses nemesis:nemeses metamorphosis:metamorphoses "
    "thrombosis:thromboses metastasis:metastases apotheosis:apotheoses "
    "psychoanalysis:psychoanalyses synopsis:synopses metaanalysis:metaanalyses "
    "urinalysis:urinalyses mitosis:mitoses sepsis:sepses catalysis:catalyses axis:axes axe:axes "
    "ax:axes base:bases ellipse:ellipses testis:testes criterion:criteria,criterions "
    "phenomenon:phenomena,phenomenons automaton:automata,automatons ganglion:ganglia "
    "schema:schemas,schemata stigma:stigmas,stigmata dogma:dogmas,dogmata "
    // Latin -um
    "medium:media,mediums datum:data bacterium:bacteria stratum:strata erratum:errata ovum:ova "
    "memorandum:memoranda,memorandums referendum:referendums,referenda "
    "addendum:addenda,addendums curriculum:curricula,curriculums symposium:symposiums,symposia "
    "stadium:stadiums,stadia millennium:millennia,millenniums aquarium:aquariums,aquaria "
    "gymnasium:gymnasiums,gymnasia honorarium:honoraria,honorariums "
    "consortium:consortia,consortiums quantum:quanta moratorium:moratoriums,moratoria "
    "spectrum:spectra,spectrums emporium:emporiums,emporia crematorium:crematoriums,crematoria "
    "sanatorium:sanatoriums,sanatoria forum:forums,fora podium:podiums,podia "
    "maximum:maximums,maxima minimum:minimums,minima optimum:optimums,optima "
    "ultimatum:ultimatums,ultimata equilibrium:equilibria,equilibriums desideratum:desiderata "
    "auditorium:auditoriums,auditoria planetarium:planetariums,planetaria bacillum:bacilla "
    "trivium:trivia candelabrum:candelabra arboretum:arboretums,arboreta "
    "compendium:compendiums,compendia momentum:momentums,momenta "
    "interregnum:interregnums,interregna solarium:solariums,solaria "
    // Latin -us
    "alumnus:alumni cactus:cacti,cactuses fungus:fungi,funguses nucleus:nuclei,nucleuses "
    "stimulus:stimuli radius:radii,radiuses syllabus:syllabuses,syllabi locus:loci "
    "bacillus:bacilli terminus:termini,terminuses hippopotamus:hippopotamuses,hippopotami "
    "octopus:octopuses,octopi emeritus:emeriti magus:magi streptococcus:streptococci "
    "staphylococcus:staphylococci thesaurus:thesauruses,thesauri abacus:abacuses,abaci "
    "papyrus:papyri,papyruses narcissus:narcissi genus:genera,genuses corpus:corpora,corpuses "
    "opus:opuses,opera stylus:styluses,styli calculus:calculi tarsus:tarsi thrombus:thrombi "
    "embolus:emboli modulus:moduli humerus:humeri "
    // Latin -a, -x, -es
    "larva:larvae,larvas alumna:alumnae antenna:antennas,antennae formula:formulas,formulae "
    "nebula:nebulae,nebulas vertebra:vertebrae,vertebras alga:algae "
    "supernova:supernovae,supernovas pupa:pupae,pupas persona:personas,personae "
    "minutia:minutiae vita:vitae amoeba:amoebas,amoebae index:indexes,indices "
    "appendix:appendices,appendixes matrix:matrices,matrixes vertex:vertices,vertexes "
    "vortex:vortices,vortexes codex:codices helix:helices,helixes cortex:cortices,cortexes "
    "cervix:cervixes,cervices crucifix:crucifixes apex:apexes,apices ibex:ibexes,ibex "
    "larynx:larynxes,larynges "
    // French and Italian, Hebrew
    "bureau:bureaus,bureaux plateau:plateaus,plateaux chateau:chateaux,chateaus "
    "tableau:tableaux,tableaus gateau:gateaux,gateaus trousseau:trousseaux,trousseaus "
    "beau:beaux,beaus adieu:adieus,adieux milieu:milieus,milieux "
    "portmanteau:portmanteaus,portmanteaux madame:mesdames monsieur:messieurs "
    "paparazzo:paparazzi graffito:graffiti mafioso:mafiosi,mafiosos libretto:librettos,libretti "
    "virtuoso:virtuosos,virtuosi concerto:concertos,concerti castrato:castrati "
    "literato:literati bambino:bambinos,bambini maestro:maestros,maestri tempo:tempos,tempi "
    "cherub:cherubs,cherubim seraph:seraphim,seraphs kibbutz:kibbutzim kibbutznik:kibbutzniks "
    "talib:taliban mujahid:mujahideen,mujahedeen,mujahidin fedayee:fedayeen "
    "bedouin:bedouin,bedouins "
    // The first word takes the plural (joined, as the analyzer joins hyphens).
    "passerby:passersby runnerup:runnersup motherinlaw:mothersinlaw fatherinlaw:fathersinlaw "
    "soninlaw:sonsinlaw daughterinlaw:daughtersinlaw brotherinlaw:brothersinlaw "
    "sisterinlaw:sistersinlaw editorinchief:editorsinchief commanderinchief:commandersinchief "
    "hangeron:hangerson manofwar:menofwar attorneygeneral:attorneysgeneral "
    "secretarygeneral:secretariesgeneral governorgeneral:governorsgeneral "
    "courtmartial:courtsmartial aidedecamp:aidesdecamp jackinthebox:jacksinthebox "
    "lookeron:lookerson coupdetat:coupsdetat "
    // Both spellings, or a foreign one.
    "brother:brothers,brethren cow:cows,kine cello:cellos,celli craft:crafts,craft "
    "fish:fish,fishes shrimp:shrimp,shrimps lens:lenses hertz:hertz mongoose:mongooses "
    "talisman:talismans ottoman:ottomans";

const std::string_view irregular_endings =
    "man:men woman:women child:children person:people,persons foot:feet tooth:teeth wife:wives "
    "life:lives knife:knives half:halves self:selves shelf:shelves";

const std::string_view not_irregular =
    // -man (the surnames need no list: there are no Goldmen)
    "german roman human norman ottoman shaman talisman oman caiman cayman brahman mussulman "
    "turkoman superhuman nonhuman inhuman subhuman toman hetman ataman burman "
    // -men
    "specimen regimen abdomen omen acumen yemen amen semen hymen stamen carmen bremen ramen "
    "turkmen lumen bitumen foramen rumen cyclamen tiananmen examen gravamen turkomen dolmen "
    // the others
    "rothschild fairchild barefoot behalf wildlife belief";

const std::string_view invariant =
    "aircraft barracks bellows beninese bison bourgeois burmese chassis chinese cod congolese "
    "corps counsel crossroads deer dice elk gabonese gallows gasworks grouse guyanese haddock "
    "headquarters hovercraft innings inuit ironworks iroquois japanese javanese lebanese "
    "mackerel maltese means miniseries moose navajo nepalese offspring patois plaice plankton "
    "portuguese reindeer rendezvous roadworks rotorcraft salmon senegalese series shambles "
    "sheep siamese singhalese sinhalese sioux spacecraft species steelworks subspecies sudanese "
    "sweepstakes swine swiss taiwanese togolese trout tuna vietnamese watercraft waterworks "
    "whereabouts";

const std::string_view singular_in_s =
    "abbas abs achilles adams aes afterwards airbus aires alas albatross aldis algiers alias "
    "alps alves ambergris ames andes andreas andres andrews angeles annapolis antilles "
    "archimedes arias arkansas asbestos asparagus athens atkins atlas aventis ayers azores "
    "backwards bahamas barbados barclays barnes barros bates bhs bias billiards biogas bois "
    "boris bos bowes briggs bronx brussels buenos burgos burroughs caicos calais campos cannes "
    "canvas caracas cardenas carlos cbs celtics chalmers chaos charles chaves childs chris "
    "christmas clemens coates collins cosmos cuevas cummings curtis cvs cyprus dallas damascus "
    "davis delos demosthenes dennis des dhs diabetes dickens dns dolores dos douglas downwards "
    "dulles eads eastwards edwards elias ellis ethos evans farias fernandes flanders flores "
    "forbes francis fuchs gaines gas gibbs giles gms gomes goncalves gps hamas hans harris has "
    "hastings hawkins hayes haynes hercules hermes herpes hhs hicks higgins higgs himalayas his "
    "hms hobbes hollis holmes honduras hopkins huggins hughes humes hutchins illinois "
    "indianapolis ines infosys inwards ios irs isis its ives jacobs james jenkins jennings "
    "jesus jonas jones judas kansas keynes kravis kudos lagos lammas landis laos las leeds "
    "lemos lens les lewis lloyds los louis lourdes lucas lyons macias madras maldives marcos "
    "mars marseilles massachusetts mathews matos matthews matthias mauritius mcdonalds measles "
    "memphis mendes menezes mercedes mers michaelmas minneapolis molasses morales morgans "
    "morris moses mumps myers nantes naples netherlands neves news nhs nicholas nicklaus "
    "novartis nunes oas orleans otis outwards overseas owens pancreas papandreous paris pathos "
    "patras pbs peres perkins philippines philips phillips pires pyjamas pyrenees rabies raines "
    "ramos rawlings rawls rbs reims reuters reyes reynolds rhinoceros rhodes richards rickets "
    "riggs rios robbins rodrigues rogers rojas rowlands rubens sachs salinas sanders santos "
    "sars sas saunders sbs scabies sears seychelles siemens silas simmons sms soares socrates "
    "sophocles soros sos sps starbucks stevens sts stubbs sykes tass tavares texarkana texas "
    "this thomas thucydides tobias tompkins torres towards tunis unisys upwards us usgs usps "
    "uss vargas vegas versailles vickers wales walgreens wallis walters was watkins westwards "
    "wiggins wilkins williams willis withers xmas yates ypres";

const std::string_view singular_in_ics =
    "acoustics aerobics aerodynamics aeronautics aesthetics analytics astrophysics athletics "
    "avionics ballistics bionics biophysics calisthenics callisthenics civics cybernetics "
    "dynamics econometrics economics electrodynamics electronics ethics forensics genetics "
    "genomics geophysics geopolitics geriatrics gymnastics hydraulics informatics linguistics "
    "logistics macroeconomics mathematics metaphysics microeconomics obstetrics olympics optics "
    "orthopaedics orthopedics paediatrics paralympics pediatrics phonetics physics poetics "
    "politics proteomics reaganomics robotics semantics statics theatrics thermodynamics";

const std::string_view short_nouns =
    "ad cd dj ep gi gp id jd kg km mc mp ox pa pc pm pr qc tv vp";

const std::string_view plural_in_us_or_is =
    "afghanis alibis alkalis ashkenazis azerbaijanis azeris bahrainis baluchis bangladeshis "
    "bayous bengalis bikinis bonsais broccolis caribous chapatis corgis cpus daiquiris dalais "
    "delhis emiratis emus farsis ferraris flus gandhis genies gnus gpus graffitis gujaratis "
    "gurus haikus hifis hindus houthis iraqis ismailis israelis jacuzzis jedis jetskis "
    "kashmiris khakis kiwis kudus kuwaitis lamborghinis magis mahdis maoris martinis maxis "
    "menus minis muftis nazis neonazis nepalis omanis pakistanis paninis pashtunis potpourris "
    "punjabis qataris quasis rabbis raviolis rotis safaris salafis salamis samurais saudis "
    "scifis semis sephardis sindhis skis snafus somalis spaghettis sunnis sushis swamis swazis "
    "tajikis taxis tofus tsunamis tutus wahhabis wifis wikis yazidis yemenis yetis yezidis "
    "yogis zucchinis zulus";

const std::string_view plural_only =
    "alms amends annals ashes belongings binoculars cattle clergy clothes doldrums dregs "
    "earnings entrails furnishings genitals gentry goods hustings jeans kinsfolk livestock "
    "mankind odds ourselves outskirts pants personnel pliers police poultry premises proceeds "
    "remains riches scissors shorts smithereens spectacles suds surroundings thanks themselves "
    "throes tidings tights trousers vermin womankind";

const std::string_view singular_in_ie =
    "auntie aussie barbie birdie bogie boogie bookie boonie bowtie brasserie brownie budgie "
    "calorie camaraderie charlie collie connie cookie coolie cowrie cutie dearie debbie die "
    "doggie eddie eerie ernie eyrie foodie freddie freebie genie girlie goalie groupie hankie "
    "hippie homie hoodie indie jeannie junkie kiddie laddie lassie laurie leslie lie lingerie "
    "magpie marie menagerie movie necktie newbie oldie organdie patisserie pie pixie prairie "
    "quickie reverie roadie rookie rotisserie selfie smoothie sortie stevie stymie sweetie "
    "talkie techie tie townie trekkie valkyrie veggie vie walkietalkie weepie wheelie yorkie "
    "yuppie zombie";

const std::string_view singular_in_oe =
    "aloe canoe defoe doe floe foe hoe horseshoe joe mistletoe monroe oboe overshoe poe roe "
    "shoe sloe snowshoe throe tiptoe toe woe";

const std::string_view singular_in_e =
    "abuse ache alehouse almshouse annexe apache attache avalanche axe backache bakehouse "
    "bellyache birdhouse blouse boathouse brioche cache cartouche cause chophouse clause cliche "
    "clubhouse coffeehouse courthouse creche crevasse defuse disuse doghouse douche earache "
    "excuse farmhouse finesse fricassee fuse gouache greenhouse grouse guesthouse headache "
    "heartache henhouse hothouse house hypotenuse icehouse impasse infuse lacrosse lighthouse "
    "louse madhouse masseuse misuse mouse mousse moustache muse mustache niche outhouse overuse "
    "panache pastiche pause penthouse pickaxe playhouse poleaxe poorhouse porsche posse "
    "powerhouse psyche quiche recluse reuse roundhouse ruse schoolhouse slaughterhouse spouse "
    "statehouse stomachache storehouse subclause toothache townhouse transfuse treehouse use "
    "warehouse whitehouse workhouse";

const std::string_view plural_adds_es =
    "acropolis albatross alias atlas bias biogas canvas christmas clitoris davis dennis "
    "epidermis francis gas harris hughes ibis iris james jones lens lewis mantis marquis "
    "metropolis morris necropolis pancreas pelvis penis portcullis rhinoceros thomas "
    "trellis williams";

const std::string_view hard_ch =
    "bach biotech conch czech diptych epoch eunuch fintech hierarch loch mach matriarch monarch "
    "oligarch patriarch stomach tech tetrarch triptych";

const std::string_view without_number =
    "across afterwards always am an and anyways are as at avg be been besides bn but by can co "
    "corp could cts did dlrs do does downstairs dr eg etc for from goes has he her hers him his "
    "ie if in inc indoors is it its jr less ltd may me might mln mn mr mrs ms mths must "
    "nevertheless nonetheless not of off on or ours out outdoors pct perhaps plus pm pts qtr "
    "regardless shall she should shrs sideways so sometimes sr st that the theirs them these "
    "they this those thus to towards unless up upstairs us versus vs was we were what whereas "
    "which who whom will with would yes you yours yr yrs";

}  // namespace broadsheet::text::english_nouns
