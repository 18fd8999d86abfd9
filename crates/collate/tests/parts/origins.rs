//! Where reports and claims come from, and how many origins a reading has.

use crate::common::{Made, bare, question, report, together};
use variorum_model::ReportId;
use variorum_model::document::EntityKind::{Organisation, Person, Publication};
use variorum_model::origin::{Derivation, OriginRef};
use variorum_model::report::CreditKind;

#[test]
fn one_speaker_in_five_outlets_is_one_origin() {
    let quotes = |n: usize, who: &str| {
        report(&format!("r{n}"), "2024-05-02")
            .publisher(&format!("Paper {n}"))
            .entity(who, Person, &[])
            .says("killed", "12", &format!("the {n}th paper has twelve"))
            .by(&[who])
    };
    let counts = |made: &[Made]| {
        let case = together(made);
        let reading = &question(&case, "killed").readings[0];
        (reading.independent, reading.unestablished)
    };
    assert_eq!(counts(&(0..5).map(|n| quotes(n, "Orla Vane")).collect::<Vec<_>>()), (1, 0));
    assert_eq!(counts(&[quotes(0, "Orla Vane"), quotes(1, "Ida Berg")]), (2, 0));
    // Two who belong to one body are one.
    let of_police = |n, who| {
        quotes(n, who).role("spokesman of the Harbour Police").entity("Harbour Police", Organisation, &[])
    };
    assert_eq!(counts(&[of_police(0, "Orla Vane"), of_police(1, "Ida Berg")]), (1, 0));
    // Own voices are one origin that is sure and others that may be.
    let own = |n: usize| {
        report(&format!("r{n}"), "2024-05-02").publisher(&format!("Paper {n}")).says(
            "killed",
            "12",
            &format!("number{n} twelve"),
        )
    };
    assert_eq!(counts(&[own(0), own(1), own(2)]), (1, 2));
    assert_eq!(counts(&[own(0), quotes(1, "Orla Vane")]), (1, 1));
}

#[test]
fn a_chain_leads_to_its_root() {
    let first = report("a", "2024-05-02").publisher("Harbour Gazette").says(
        "killed",
        "12",
        "the hall was a grave for twelve",
    );
    let citing = |id: &str, name: &str| {
        report(id, "2024-05-03")
            .publisher(name)
            .entity("Harbour Gazette", Publication, &[])
            .says("killed", "12", &format!("{id} reads that twelve died"))
            .by(&["Harbour Gazette"])
    };
    let case = together(&[first, citing("b", "Island News"), citing("c", "Coast Courier")]);
    let reading = &question(&case, "killed").readings[0];
    assert_eq!((reading.independent, reading.unestablished, reading.reports.len()), (1, 0, 3));
    let origins: Vec<_> =
        case.origins.iter().map(|origin| (origin.report.0, &origin.derives_from, origin.how)).collect();
    let gazette = OriginRef::Report(ReportId(0));
    assert_eq!(origins, [(1, &gazette, Derivation::Citation), (2, &gazette, Derivation::Citation)]);
    // An agency that has no report of its own here.
    let agency = |id: &str| {
        report(id, "2024-05-02").publisher(id).credit("Norland Press", CreditKind::Agency).says(
            "killed",
            "12",
            &format!("{id} has twelve"),
        )
    };
    let case = together(&[agency("a"), agency("b").cites("Radio Norland")]);
    let reading = &question(&case, "killed").readings[0];
    assert_eq!((reading.independent, reading.unestablished), (1, 0));
    assert!(case.origins.iter().any(|origin| origin.derives_from == OriginRef::Name("Radio Norland".into())
        && origin.how == Derivation::Citation));
}

#[test]
fn a_citation_leads_to_what_the_cited_report_says() {
    let original = report("a", "2024-05-02")
        .publisher("The Harbour Gazette")
        .text("The Gazette has counted. ")
        .entity("Orla Vane", Person, &[])
        .says("killed", "12", "twelve dead, said Orla Vane")
        .by(&["Orla Vane"]);
    let citing = |id: &str, paper: &str| {
        report(id, "2024-05-03")
            .publisher(paper)
            .text(&format!("Number {id} read the newspapers. "))
            .entity("Harbour Gazette", Publication, &[])
            .says("killed", "12", &format!("twelve dead, the Harbour Gazette reported to {id}"))
            .by(&["Harbour Gazette"])
    };
    let case = together(&[original, citing("b", "Island News"), citing("c", "Coast Courier")]);
    let killed = &question(&case, "killed").readings[0];
    assert_eq!((killed.reports.len(), killed.independent, killed.unestablished), (3, 1, 0));
    let cited: Vec<_> =
        case.origins.iter().map(|origin| (origin.report.0, &origin.derives_from, origin.how)).collect();
    let a = OriginRef::Report(ReportId(0));
    assert_eq!(cited, [(1, &a, Derivation::Citation), (2, &a, Derivation::Citation)]);
}

#[test]
fn a_credit_names_the_agency_and_no_report_of_it() {
    let wire = |id: &str, day: &str| {
        bare(id, day, &format!("EASTPORT (NPA) - Number {id} tells of other things altogether"))
            .credit("NPA", CreditKind::Agency)
    };
    let case = together(&[wire("a", "2024-05-02"), wire("b", "2024-05-03").publisher("NPA")]);
    let origins: Vec<_> = case.origins.iter().map(|origin| (origin.report.0, &origin.derives_from)).collect();
    assert_eq!(origins, [(0, &OriginRef::Name("NPA".into()))]);
}

#[test]
fn a_circumstance_has_as_many_origins_as_publications_that_tell_it() {
    let tells = |n: usize, paper: &str| {
        let made = report(&format!("r{n}"), "2024-05-02").says(
            "place",
            "Lantern Hall",
            &format!("paper number{n} places it in the hall"),
        );
        if paper.is_empty() { made } else { made.publisher(paper) }
    };
    let counts = |made: &[Made]| {
        let case = together(made);
        let reading = &question(&case, "place").readings[0];
        (reading.independent, reading.unestablished)
    };
    let papers = ["Harbour Gazette", "Island News", "Coast Courier"];
    let all: Vec<Made> = papers.iter().enumerate().map(|(n, paper)| tells(n, paper)).collect();
    assert_eq!(counts(&all), (3, 0));
    // One paper twice is one; of reports of nobody it cannot be told whose they are.
    assert_eq!(counts(&[tells(0, "Island News"), tells(1, "Island News")]), (1, 0));
    assert_eq!(counts(&[tells(0, ""), tells(1, "")]), (1, 1));
    // Who names a source for it is no witness.
    let named = tells(1, "Island News").entity("Orla Vane", Person, &[]).by(&["Orla Vane"]);
    assert_eq!(counts(&[tells(0, "Harbour Gazette"), named]), (1, 1));
    let citing = tells(1, "Island News").entity("Harbour Gazette", Publication, &[]).by(&["Harbour Gazette"]);
    assert_eq!(counts(&[tells(0, "Harbour Gazette"), citing]), (1, 0));
}

#[test]
fn papers_that_cite_each_other_lead_to_no_endless_chain() {
    let lines = "Hoses froze on the quay while clerks carried ledgers out of the counting room and guests ran barefoot \
                 through Rope Lane towards the chapel, where neighbours of the hall had lit a stove.";
    let cites = |id: &str, own: &str, other: &str, text: &str| {
        bare(id, "2024-05-02", text)
            .publisher(own)
            .event("fire", "2024-05-01", &["Lantern Hall", "Eastport"], true)
            .entity(other, Publication, &[])
            .says("killed", "12", "Twelve lay in the hall")
            .by(&[other])
    };
    let first = cites("a", "Harbour Gazette", "Island News", lines);
    let copy = cites("b", "Island News", "Island News", lines);
    let case = together(&[first, copy]);
    let reading = &question(&case, "killed").readings[0];
    assert_eq!((reading.independent, reading.reports.len()), (1, 2));
}

#[test]
fn what_a_copy_changes_twice_is_told_once() {
    let text = |toll: &str| {
        format!(
            "Fire kills {toll} in Lantern Hall. Hoses froze on the quay while clerks carried ledgers out of the room, \
             and {toll} were dead when the roof fell upon the stage, a guest from Mill Lane told her neighbours."
        )
    };
    let case =
        together(&[bare("a", "2024-05-02T08:00", &text("14")), bare("b", "2024-05-02T10:00", &text("41"))]);
    assert_eq!(case.origins[0].differences, ["“41” where a has “14”"]);
}
