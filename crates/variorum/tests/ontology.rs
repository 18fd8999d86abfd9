//! The pages on the ontology hold what they say.

use std::path::{Path, PathBuf};
use variorum::model::{Report, ReportId};
use variorum::{Engine, ontology_documentation};

fn page(name: &str) -> (PathBuf, String) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs").join(name);
    #[allow(clippy::disallowed_methods, clippy::unwrap_used)]
    let text = std::fs::read_to_string(&path).unwrap();
    (path, text)
}

#[test]
fn the_page_on_all_properties_is_current() {
    let (path, text) = page("ontology.md");
    let current = ontology_documentation(Engine::english().unwrap().rules());
    assert!(
        text == current,
        "{} is out of date: cargo run -p variorum --example ontology > docs/ontology.md",
        path.display()
    );
}

/// The files that the tutorial shows, each with the property that it defines.
fn tutorial_files() -> Vec<String> {
    let (_, text) = page("adding-a-property.md");
    let blocks = text.split("```toml\n").skip(1);
    blocks.filter_map(|block| block.split("```").next()).map(str::to_owned).collect()
}

#[test]
fn the_files_of_the_tutorial_load_and_pass_their_own_examples() {
    let files = tutorial_files();
    assert_eq!(files.len(), 2);
    for file in &files {
        let engine = Engine::english().unwrap().with_ontology(&[("own.toml", file)]).unwrap();
        let failures: Vec<String> =
            engine.check_file(Some("own.toml")).iter().map(ToString::to_string).collect();
        assert!(failures.is_empty(), "{}", failures.join("\n"));
    }
}

#[test]
fn a_property_of_a_user_is_read_from_a_report() {
    let files = tutorial_files();
    let engine = Engine::english().unwrap().with_ontology(&[("own.toml", &files[1])]).unwrap();
    let text = "A fire broke out near Eastport on Monday. About 300 homes were evacuated, the mayor said.";
    let report = Report { id: "a".into(), text: text.into(), ..Report::default() };
    let account = engine.annotate(ReportId(0), &report);
    let claims: Vec<&str> = account
        .claims
        .iter()
        .filter(|claim| claim.property == "evacuated")
        .map(|claim| claim.value.text.as_str())
        .collect();
    assert_eq!(claims, ["About 300 homes"]);
}
