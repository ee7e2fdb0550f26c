#include "archive/position_layout.hpp"

namespace broadsheet::archive {

namespace {

ZoneSet section_zones(SectionKind kind) {
    switch (kind) {
        case SectionKind::deck: return zone_bit(Zone::deck);
        case SectionKind::body: return zone_bit(Zone::body);
        case SectionKind::commentary: return zone_bit(Zone::commentary);
        case SectionKind::correction: return zone_bit(Zone::correction);
        case SectionKind::letters: return zone_bit(Zone::commentary);
        case SectionKind::live: return zone_bit(Zone::body);
    }
    return 0;
}

ZoneSet paragraph_zones(ParagraphKind kind) {
    if (kind == ParagraphKind::quote) return zone_bit(Zone::quote);
    if (kind == ParagraphKind::caption) return zone_bit(Zone::caption);
    return 0;
}

class UnitCollector {
  public:
    explicit UnitCollector(const Article& article) : article_(article) {}

    std::vector<TextUnit> collect() {
        add_alone(article_.headline, Zone::headline);
        add_alone(article_.byline, Zone::byline);
        add_alone(article_.dateline, Zone::dateline);
        for (std::uint32_t i = 0; i < article_.sections.size(); ++i) add_section(i);
        return std::move(units_);
    }

  private:
    void add_alone(const std::string& text, Zone zone) {
        if (!text.empty()) units_.push_back({text, zone_bit(zone), no_section, 0, true});
    }

    void add_section(std::uint32_t index) {
        const Section& section = article_.sections[index];
        const ZoneSet zones = section_zones(section.kind);
        bool starts = true;
        const auto add = [&](const std::string& text, ZoneSet unit_zones, std::uint32_t number) {
            if (text.empty()) return;
            units_.push_back({text, unit_zones, index, number, starts});
            starts = false;
        };
        add(section.heading, zones | zone_bit(Zone::heading), 0);
        for (const Paragraph& paragraph : section.paragraphs) {
            ZoneSet unit_zones = zones | paragraph_zones(paragraph.kind);
            if (contains(zones, Zone::body) && paragraph.kind != ParagraphKind::caption &&
                lead_seen_ < lead_paragraphs) {
                unit_zones |= zone_bit(Zone::lead);
                ++lead_seen_;
            }
            add(paragraph.text, unit_zones, ++paragraph_number_);
        }
    }

    const Article& article_;
    std::vector<TextUnit> units_;
    std::uint32_t paragraph_number_ = 0;
    int lead_seen_ = 0;
};

}  // namespace

std::vector<TextUnit> text_units(const Article& article) {
    return UnitCollector(article).collect();
}

}  // namespace broadsheet::archive
