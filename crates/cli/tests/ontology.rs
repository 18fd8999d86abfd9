//! A user's own file of the ontology, as the tutorial shows it: checked, listed, and used by every command without
//! building anything.
#![allow(clippy::disallowed_methods, clippy::unwrap_used)] // files and processes are what is tested

use assert_cmd::Command;
use std::fs;
use std::path::{Path, PathBuf};

/// The files that the tutorial shows, in their order.
fn tutorial() -> Vec<String> {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/adding-a-property.md");
    let text = fs::read_to_string(page).unwrap();
    let blocks = text.split("```toml\n").skip(1);
    blocks.filter_map(|block| block.split("```").next()).map(str::to_owned).collect()
}

/// A folder with the tutorial's files and two reports of a fire.
fn folder(test: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(test);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("reports")).unwrap();
    let files = tutorial();
    fs::write(folder.join("burnt.toml"), &files[0]).unwrap();
    fs::write(folder.join("evacuated.toml"), &files[1]).unwrap();
    let first = "Hills burn near Eastport\n\n22 March 2024\n\nA wildfire near Eastport has burned about 4,000 hectares of \
                 forest since Thursday, the fire service said. At least 40 homes were evacuated.\n";
    let second = "Eastport fire grows\n\n23 March 2024\n\nThe wildfire near Eastport that began on Thursday has blackened \
                  6,500 hectares, the fire service said on Saturday. Officials evacuated 75 homes.\n";
    fs::write(folder.join("reports/a.txt"), first).unwrap();
    fs::write(folder.join("reports/b.txt"), second).unwrap();
    folder
}

/// What the program prints to standard output and to standard error, and how it ends.
fn run(folder: &Path, arguments: &[&str]) -> (String, String, i32) {
    let output =
        Command::cargo_bin("variorum").unwrap().current_dir(folder).args(arguments).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (text(output.stdout), text(output.stderr), output.status.code().unwrap())
}

#[test]
fn the_first_file_of_the_tutorial_has_ten_lines_under_two_headings() {
    let lines = |line: &&str| !line.trim().is_empty() && !line.starts_with('[');
    assert_eq!(tutorial()[0].lines().filter(lines).count(), 10);
}

#[test]
fn the_files_of_the_tutorial_pass_their_check() {
    let folder = folder("tutorial_check");
    let (out, err, code) = run(&folder, &["ontology", "check", "burnt.toml"]);
    assert_eq!(
        (out.as_str(), err.as_str(), code),
        ("burnt.toml: 1 card reads its examples, and no counterexample\n", "", 0)
    );
    let (out, err, code) = run(&folder, &["ontology", "check", "evacuated.toml"]);
    assert_eq!((err.as_str(), code), ("", 0), "{out}");
}

#[test]
fn a_property_of_ones_own_is_listed_and_shown() {
    let folder = folder("tutorial_list");
    let (list, _, _) = run(&folder, &["ontology", "list", "--ontology", "burnt.toml"]);
    assert!(list.contains("burnt") && list.contains("How much land was burnt?"), "{list}");
    let (shown, _, _) = run(&folder, &["ontology", "show", "burnt", "--ontology", "burnt.toml"]);
    assert!(shown.contains("burnt-patient") && shown.contains("Movement: grows"), "{shown}");
    let (_, err, code) = run(&folder, &["ontology", "show", "burnt"]);
    assert_eq!(code, 2);
    assert!(err.contains("no property or card burnt"), "{err}");
}

#[test]
fn a_property_of_ones_own_is_a_question_of_the_report() {
    let folder = folder("tutorial_report");
    let arguments =
        ["report", "--format", "json", "--ontology", "burnt.toml", "--ontology", "evacuated.toml", "reports"];
    let (out, err, code) = run(&folder, &arguments);
    assert_eq!((err.as_str(), code), ("", 0));
    let case: serde_json::Value = serde_json::from_str(&out).unwrap();
    let questions =
        case["events"].as_array().unwrap().iter().flat_map(|event| event["questions"].as_array().unwrap());
    let lows = |property: &str| -> Vec<f64> {
        let of_property = questions.clone().filter(|question| question["property"] == property);
        let readings = of_property.flat_map(|question| question["readings"].as_array().unwrap());
        let mut lows: Vec<f64> = readings.filter_map(|reading| reading["value"]["low"].as_f64()).collect();
        lows.sort_by(f64::total_cmp);
        lows
    };
    assert_eq!(lows("evacuated"), [40.0, 75.0]);
    assert_eq!(lows("burnt").last(), Some(&6500.0));
    assert_eq!(lows("burnt").len(), 2);
    // Without the files nobody asks.
    let (out, _, _) = run(&folder, &["report", "--format", "json", "reports"]);
    assert!(!out.contains("\"burnt\"") && !out.contains("\"evacuated\""));
}

#[test]
fn a_claim_of_ones_own_property_is_annotated_and_explained() {
    let folder = folder("tutorial_explain");
    let (out, _, _) = run(&folder, &["annotate", "--ontology", "burnt.toml", "reports/b.txt"]);
    let account: serde_json::Value = serde_json::from_str(out.lines().next().unwrap()).unwrap();
    let claims = account["claims"].as_array().unwrap();
    let burnt = claims.iter().find(|claim| claim["property"] == "burnt").unwrap();
    assert_eq!((&burnt["rule"], &burnt["value"]["unit"]), (&"burnt-patient".into(), &"hectare".into()));
    let id = burnt["id"].as_str().unwrap();
    let (out, err, code) = run(&folder, &["explain", id, "--ontology", "burnt.toml", "reports/b.txt"]);
    assert_eq!((err.as_str(), code), ("", 0));
    assert!(out.contains("burnt-patient") && out.contains("6,500 hectares"), "{out}");
}

#[test]
fn a_file_replaces_a_card_of_the_program_by_its_name() {
    let folder = folder("tutorial_override");
    let own = r#"for = "weapon"
[[card]]
name = "weapon-explodes"
words = ["explode"]
where = "subject"
counted = ["boiler"]
example = [{ text = "‹A boiler› exploded in Eastport.", value = "A boiler" }]
not = ["A bomb exploded in Eastport."]
"#;
    fs::write(folder.join("own.toml"), own).unwrap();
    let (out, err, code) = run(&folder, &["ontology", "check", "own.toml"]);
    assert_eq!(
        (out.as_str(), err.as_str(), code),
        ("own.toml: 1 card reads its examples, and no counterexample\n", "", 0)
    );
}

#[test]
fn mistakes_in_a_file_are_named_with_line_and_hint() {
    let folder = folder("tutorial_mistakes");
    let check = |from: &str, to: &str, expected: &str| {
        let text = &tutorial()[0];
        assert!(text.contains(from), "nothing to replace: {from}");
        fs::write(folder.join("own.toml"), text.replacen(from, to, 1)).unwrap();
        for command in
            [&["ontology", "check", "own.toml"][..], &["report", "reports", "--ontology", "own.toml"]]
        {
            let (_, err, code) = run(&folder, command);
            assert!(code != 0 && err.contains(expected), "{command:?}: {code} {err}");
        }
    };
    check(
        "where = \"patient\"",
        "where = \"pacient\"",
        "own.toml:10: there is no place \"pacient\"\n  hint: did you mean \"patient\"?",
    );
    check("counted =", "counts =", "own.toml:11: there is no key \"counts\" here");
    check(
        "value = \"measure\"",
        "value = \"mesure\"",
        "own.toml:4: there is no type of value \"mesure\"\n  hint: did you mean \"measure\"?",
    );
    // An example that the card does not read is found by the check.
    let text = tutorial()[0].replacen("burned ‹", "seen ‹", 1);
    fs::write(folder.join("own.toml"), text).unwrap();
    let (_, err, code) = run(&folder, &["ontology", "check", "own.toml"]);
    assert_eq!(code, 1);
    assert!(err.contains("own.toml:8: card \"burnt-patient\": expected a value"), "{err}");
}
