//! The program as a person runs it: what it prints, what it says of bad input, and how it ends.
#![allow(clippy::disallowed_methods, clippy::unwrap_used)] // files and processes are what is tested

use assert_cmd::Command;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

const FIRE: &str = "Ferry burns in Eastport\n\nBy Jane Doe | 23 March 2024\n\nA fire on a ferry in the harbour of Eastport killed at \
least 12 people on Friday, police said. Another 30 people were injured, according to the coastguard.\n";
const LATER: &str = "Ferry fire: toll rises\n\nBy John Roe | 24 March 2024\n\nThe fire on a ferry in the harbour of Eastport on Friday \
killed 14 people, the mayor said on Sunday. Two people are still missing.\n";

/// An empty folder for one test.
fn folder(test: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(test);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// A folder with two reports.
fn two_reports(test: &str) -> PathBuf {
    let folder = folder(test);
    fs::write(folder.join("a.txt"), FIRE).unwrap();
    fs::write(folder.join("b.txt"), LATER).unwrap();
    folder
}

struct Ended {
    code: i32,
    out: String,
    err: String,
}

/// Runs the program in a folder.
fn run(folder: &Path, arguments: &[&str]) -> Ended {
    run_with(folder, arguments, "")
}

fn run_with(folder: &Path, arguments: &[&str], stdin: &str) -> Ended {
    let mut command = Command::cargo_bin("variorum").unwrap();
    command
        .current_dir(folder)
        .args(arguments)
        .env_remove("NO_COLOR")
        .env_remove("CLICOLOR_FORCE")
        .write_stdin(stdin);
    let output = command.output().unwrap();
    Ended {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// `annotate` of some paths: exit status and messages as expected, and the ids of what was read.
#[track_caller]
fn check(folder: &Path, paths: &[&str], code: i32, messages: &str) -> Vec<String> {
    let ended = run(folder, &[&["annotate"], paths].concat());
    assert_eq!(ended.err.trim_end(), messages);
    assert_eq!(ended.code, code);
    let line = |line: &str| {
        serde_json::from_str::<serde_json::Value>(line).unwrap()["id"].as_str().unwrap().to_owned()
    };
    ended.out.lines().map(line).collect()
}

#[test]
fn a_folder_is_read_in_full_depth_and_in_order() {
    let folder = two_reports("depth");
    fs::create_dir_all(folder.join("0/inner")).unwrap();
    fs::write(folder.join("0/inner/c.md"), FIRE).unwrap();
    fs::write(folder.join("0/z.htm"), format!("<h1>Ferry burns</h1><article><p>{}</p></article>", FIRE))
        .unwrap();
    fs::write(folder.join(".hidden.txt"), FIRE).unwrap();
    fs::write(folder.join("picture.png"), [0, 1, 2]).unwrap();
    fs::create_dir_all(folder.join("page_files")).unwrap();
    fs::write(folder.join("page_files/script.txt"), "x").unwrap();
    fs::write(folder.join("page.html"), format!("<h1>Ferry burns</h1><article><p>{}</p></article>", LATER))
        .unwrap();
    assert_eq!(check(&folder, &["."], 0, ""), ["c", "z", "a", "b", "page"]);
    assert_eq!(check(&folder, &["b.txt", "0"], 0, ""), ["b", "c", "z"]);
}

#[test]
fn what_cannot_be_read_is_named_and_the_rest_goes_on() {
    let folder = two_reports("unreadable");
    let what = "what can be read: .txt, .md, .html, .mhtml, .pdf, .docx, .odt, .eml, .jsonl, .json, .csv, .xml, .newsml, .cap, .mbox, .warc, .zip, .tar, .gz";
    check(
        &folder,
        &["a.txt", "none.txt"],
        1,
        "error: none.txt: there is no such file or folder; is the path right?",
    );
    fs::write(folder.join("c.txt"), "").unwrap();
    assert_eq!(
        check(
            &folder,
            &["c.txt", "b.txt"],
            1,
            "error: c.txt: the input is empty; leave it out, or save it again with its text"
        ),
        ["b"]
    );
    fs::write(folder.join("c.txt"), b"\x7FELF\x02\x01\x01\0\0\0").unwrap();
    check(&folder, &["c.txt"], 1, &format!("error: c.txt: this is a program; {what}"));
    fs::write(folder.join("c.txt"), b"caf\xE9 in the old port").unwrap();
    check(
        &folder,
        &["c.txt"],
        0,
        "warning: c.txt: not valid UTF-8; read as windows-1252, which is a guess; if letters look wrong, save the file as UTF-8",
    );
    fs::write(folder.join("c.pdf"), "%PDF-1.7").unwrap();
    check(
        &folder,
        &["c.pdf"],
        1,
        "error: c.pdf: the PDF is damaged (couldn't parse input: invalid file header); fetch it again, or save its text as .txt",
    );
    fs::create_dir(folder.join("empty")).unwrap();
    check(&folder, &["empty"], 1, &format!("error: empty: the folder holds no reports; {what}"));
    fs::write(folder.join("empty/report.rtf"), "PK").unwrap();
    check(
        &folder,
        &["empty", "a.txt"],
        1,
        &format!(
            "error: empty/report.rtf: this format cannot be read; {what}\nerror: empty: the folder holds no reports; {what}"
        ),
    );
}

#[test]
fn a_file_that_is_too_large_is_not_even_opened() {
    let folder = two_reports("large");
    // 200 MB without using the disk.
    fs::File::create(folder.join("c.txt")).unwrap().set_len(200 << 20).unwrap();
    let message = "error: c.txt: 200 MB are more than a report can have (32 MB for text); give one file a report, or one line a report as .jsonl";
    assert_eq!(check(&folder, &["a.txt", "c.txt"], 1, message), ["a"]);
}

#[test]
fn broken_lines_of_json_are_numbered() {
    let folder = folder("lines");
    fs::write(
        folder.join("c.jsonl"),
        "{\"id\": \"x\", \"text\": \"One died.\"}\n{\"text\": \n{\"id\": \"x\", \"text\": \"Two died.\"}\n",
    )
    .unwrap();
    let messages = "error: c.jsonl:2: the JSON object ends too early, at character 9; a report has to stand on one line\n\
        warning: x: another report has this id too; this one is shown as x-2";
    assert_eq!(check(&folder, &["c.jsonl"], 1, messages), ["x", "x-2"]);
}

#[test]
fn inputs_named_twice_are_read_once() {
    let folder = two_reports("twice");
    assert_eq!(
        check(&folder, &["a.txt", "./a.txt"], 0, "warning: ./a.txt: named twice; it is read once"),
        ["a"]
    );
}

#[test]
fn standard_input_is_a_report_or_many() {
    let folder = folder("stdin");
    let ids = |input: &str, arguments: &[&str]| {
        let ended = run_with(&folder, &[&["annotate", "-"], arguments].concat(), input);
        assert_eq!((ended.code, ended.err.as_str()), (0, ""));
        ended
            .out
            .lines()
            .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["id"].to_string())
            .collect::<Vec<_>>()
    };
    assert_eq!(ids(FIRE, &[]), ["\"stdin\""]);
    assert_eq!(
        ids("{\"text\": \"One died.\"}\n{\"text\": \"Two died.\"}\n", &[]),
        ["\"stdin:1\"", "\"stdin:2\""]
    );
    assert_eq!(ids("{\"text\": \"One died.\"}\n", &["--input-format", "text"]), ["\"stdin\""]);
    let nothing = run_with(&folder, &["report", "-"], "");
    assert_eq!(nothing.code, 1);
    assert_eq!(
        nothing.err,
        "error: stdin: the input is empty; leave it out, or save it again with its text\nerror: no report could be read, so there is nothing to print\n"
    );
}

#[test]
fn mistakes_in_the_command_end_with_2() {
    let folder = two_reports("usage");
    for (arguments, message) in [
        (&["report"][..], "<PATH>"),
        (&["report", "--nonsense", "."], "--nonsense"),
        (&["report", "--format", "yaml", "."], "terminal, html, markdown, json, csv"),
        (&["report", "--as-of", "yesterday", "."], "--as-of"),
        (&["report", "--threads", "0", "."], "--threads"),
        (&["report", ".", "-o", "none/out.html"], "none/out.html cannot be written; does its folder exist"),
        (&["report", ".", "-o", "out.xyz"], "does not say which format to write; add --format"),
        (&["annotate", "a.txt", "-o", "a.txt"], "a.txt is one of the inputs"),
        (&["explain", "nothing", "."], "\"nothing\""),
        (&["ontology", "show", "nothing"], "there is no property or card nothing"),
        (&["report", ".", "--ontology", "none.toml"], "none.toml: there is no such file"),
        (&["man", "nothing"], "there is no command nothing"),
        (&["completions", "nothing"], "bash"),
    ] {
        let ended = run(&folder, arguments);
        assert_eq!(ended.code, 2, "{arguments:?}");
        assert!(ended.err.contains(message), "{arguments:?}: {}", ended.err);
        assert_eq!(ended.out, "", "{arguments:?}");
    }
    assert_eq!(fs::read_to_string(folder.join("a.txt")).unwrap(), FIRE, "the input is untouched");
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let folder = folder("threads");
    let lines: String = (0..40).map(|n| format!("{{\"id\": \"r{n}\", \"published\": \"2024-03-{:02}\", \"text\": \"The fire in Eastport killed {} people, police said.\"}}\n", 1 + n % 20, 10 + n % 3)).collect();
    fs::write(folder.join("c.jsonl"), lines + "nonsense\n").unwrap();
    fs::write(folder.join("a.txt"), FIRE).unwrap();
    for command in [
        &["annotate", "."][..],
        &["report", ".", "--format", "json"],
        &["report", ".", "--format", "html"],
        &["report", "."],
    ] {
        let one = run(&folder, &[command, &["--threads", "1"]].concat());
        let two = run(&folder, &[command, &["--threads", "2"]].concat());
        assert!(one.out.len() > 100);
        assert_eq!((&one.out, &one.err), (&two.out, &two.err), "{command:?}");
    }
}

#[test]
fn output_goes_to_a_file_in_the_format_of_its_name() {
    let folder = two_reports("output");
    for (file, start) in [("out.json", "{"), ("out.html", "<!doctype html>"), ("sub.md", "#")] {
        let ended = run(&folder, &["report", "a.txt", "b.txt", "-o", file]);
        assert_eq!((ended.code, ended.out.as_str(), ended.err.as_str()), (0, "", ""));
        let text = fs::read_to_string(folder.join(file)).unwrap();
        assert!(text.to_lowercase().starts_with(start), "{file}: {}", &text[..text.len().min(100)]);
        assert_eq!(
            run(
                &folder,
                &[
                    "report",
                    "a.txt",
                    "b.txt",
                    "--format",
                    match file {
                        "out.json" => "json",
                        "out.html" => "html",
                        _ => "markdown",
                    }
                ]
            )
            .out,
            text
        );
    }
}

#[test]
fn the_report_can_be_cut_in_time() {
    let folder = two_reports("time");
    fs::write(folder.join("c.txt"), "A fire in the harbour of Eastport killed 99 people, a sailor said.\n")
        .unwrap();
    let early = run(&folder, &["report", ".", "--format", "json", "--as-of", "2024-03-23"]);
    assert_eq!(
        early.err,
        "warning: 1 undated report is left out: whether it was known on 2024-03-23 cannot be told\n"
    );
    let early: serde_json::Value = serde_json::from_str(&early.out).unwrap();
    assert_eq!(early["reports"].as_array().unwrap().len(), 1);
    assert_eq!(early["as_of"], "2024-03-23");
    let late = run(&folder, &["report", "a.txt", "b.txt", "--format", "json", "--since", "2030-01-01"]);
    let late: serde_json::Value = serde_json::from_str(&late.out).unwrap();
    assert!(
        late["events"]
            .as_array()
            .unwrap()
            .iter()
            .all(|event| event["questions"].as_array().unwrap().is_empty())
    );
}

#[test]
fn every_format_says_what_changed_since_a_day() {
    let folder = folder("since");
    let toll = |name: &str, day: &str, figure: &str| {
        let text = format!(
            "Toll in Eastport\nHarbour Gazette\n{day}\n\nThe fire in the harbour of Eastport on Monday killed {figure} people, the mayor said.\n"
        );
        fs::write(folder.join(name), text).unwrap();
    };
    toll("a.txt", "5 March 2024", "12");
    toll("b.txt", "7 March 2024", "15");
    let since =
        |format: &str| run(&folder, &["report", ".", "--format", format, "--since", "2024-03-06"]).out;
    let json: serde_json::Value = serde_json::from_str(&since("json")).unwrap();
    assert_eq!(json["since"], "2024-03-06");
    let questions: Vec<_> = json["events"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|event| event["questions"].as_array().unwrap())
        .collect();
    let killed = questions.iter().find(|question| question["property"] == "killed").unwrap();
    assert_eq!((&killed["status"], &killed["before"]["status"]), (&"evolving".into(), &"single".into()));
    assert_eq!(killed["before"]["new"], serde_json::json!([1]));
    for format in ["terminal", "markdown", "html"] {
        let page = since(format);
        assert!(page.contains("What the reports since 6 March 2024 changed."), "{format}: {page}");
        let page = page.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(page.contains("Single became evolving since 6 March 2024; new: 15"), "{format}: {page}");
    }
    let early = run(&folder, &["report", ".", "--as-of", "2024-03-06"]).out;
    assert!(early.contains("As the reports up to 6 March 2024 tell it.") && !early.contains("15"), "{early}");
}

#[test]
fn colour_is_for_terminals() {
    let folder = two_reports("colour");
    let escape = |arguments: &[&str]| run(&folder, arguments).out.contains('\u{1b}');
    assert!(!escape(&["report", "."]), "a pipe gets none");
    assert!(escape(&["report", ".", "--color", "always"]));
    assert!(!escape(&["report", ".", "--color", "never"]));
    let narrow = run(&folder, &["report", "."]).out;
    assert!(narrow.lines().all(|line| line.chars().count() <= 80), "{narrow}");
}

#[test]
fn quiet_leaves_errors_only() {
    let folder = folder("quiet");
    fs::write(folder.join("a.txt"), b"caf\xE9").unwrap();
    let ended = run(&folder, &["annotate", "-q", "a.txt", "none.txt"]);
    assert_eq!(ended.err, "error: none.txt: there is no such file or folder; is the path right?\n");
}

#[test]
fn names_of_files_do_not_steer_the_terminal() {
    let folder = folder("control");
    let ended = run(&folder, &["annotate", "x\u{1b}[2Jy.txt"]);
    assert!(!ended.err.contains('\u{1b}') && ended.err.contains("x\u{FFFD}[2Jy.txt"), "{}", ended.err);
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let folder = folder("pipe");
    let lines: String =
        (0..3000).map(|n| format!("{{\"id\": \"r{n}\", \"text\": \"One died.\"}}\n")).collect();
    fs::write(folder.join("c.jsonl"), lines).unwrap();
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_variorum"))
        .args(["annotate", "c.jsonl"])
        .current_dir(&folder)
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let ended = child.wait_with_output().unwrap();
    assert_eq!((ended.status.code(), String::from_utf8(ended.stderr).unwrap().as_str()), (Some(0), ""));
}

#[test]
fn completions_and_manuals_are_generated() {
    let folder = folder("generated");
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        assert!(run(&folder, &["completions", shell]).out.contains("annotate"), "{shell}");
    }
    for page in
        [&["man"][..], &["man", "report"], &["man", "annotate"], &["man", "explain"], &["man", "ontology"]]
    {
        let ended = run(&folder, page);
        assert!(ended.code == 0 && ended.out.contains(".TH"), "{page:?}");
    }
    assert!(run(&folder, &["man", "report"]).out.contains("as\\-of"));
}

#[test]
fn a_claim_is_explained_by_its_id() {
    let folder = two_reports("explain");
    let ended = run(&folder, &["annotate", "a.txt"]);
    let line: serde_json::Value = serde_json::from_str(ended.out.lines().next().unwrap()).unwrap();
    let claim = line["claims"]
        .as_array()
        .unwrap()
        .iter()
        .find(|claim| claim["property"] == "killed")
        .expect("a claim on the dead");
    let ended = run(&folder, &["explain", claim["id"].as_str().unwrap(), "."]);
    assert_eq!((ended.code, ended.err.as_str()), (0, ""));
    assert!(ended.out.contains(claim["rule"].as_str().unwrap()), "{}", ended.out);
    assert!(ended.out.contains("12 people"), "{}", ended.out);
}

#[test]
fn the_ontology_is_listed_shown_and_checked() {
    let folder = folder("ontology");
    let list = run(&folder, &["ontology", "list"]).out;
    assert!(list.contains("killed") && list.contains("Kinds of events"), "{list}");
    let shown = run(&folder, &["ontology", "show", "killed"]).out;
    assert!(shown.starts_with("### `killed`") && shown.matches("\n### ").count() == 0, "{shown}");
    fs::File::create(folder.join("broken.toml")).unwrap().write_all(b"[[card]]\nname = \n").unwrap();
    let broken = run(&folder, &["ontology", "check", "broken.toml"]);
    assert_eq!(broken.code, 1);
    assert!(broken.err.contains("broken.toml:2: "), "{}", broken.err);
}
