//! Inputs that cannot be read, or only in part: each gives a note that says what, where, and what to do.

use super::{PROSE, header, laws, read, reader};
use crate::{Format, Outcome};

/// The notes, one a line; those on lost reports with a cross.
fn notes(outcome: &Outcome) -> String {
    laws(outcome);
    let line =
        |note: &crate::Note| format!("{}{}: {}", if note.lost { "✗ " } else { "" }, note.place, note.message);
    outcome.notes.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn empty_and_binary_inputs() {
    insta::assert_snapshot!(notes(&read("in/a.txt", b" \n ")), @"✗ in/a.txt: the input is empty; leave it out, or save it again with its text");
    insta::assert_snapshot!(notes(&read("in/a.txt", b"%PDF-1.4 abc")), @"✗ in/a.txt: the PDF is damaged (couldn't parse input: invalid file header); fetch it again, or save its text as .txt");
    insta::assert_snapshot!(notes(&read("a.html", b"\x89PNG\r\n\x1a\n\0\0")), @"✗ a.html: this is a PNG picture; what can be read: .txt, .md, .html, .mhtml, .pdf, .docx, .odt, .eml, .jsonl, .json, .csv, .xml, .newsml, .cap, .mbox, .warc, .zip, .tar, .gz");
    insta::assert_snapshot!(notes(&read("a.jsonl", b"\0\x01\x02\n")), @"✗ a.jsonl: this is a binary file; what can be read: .txt, .md, .html, .mhtml, .pdf, .docx, .odt, .eml, .jsonl, .json, .csv, .xml, .newsml, .cap, .mbox, .warc, .zip, .tar, .gz");
    insta::assert_snapshot!(notes(&read("a.md", b"![x](y.png)")), @"✗ a.md: there is no text in the file, only markup; leave it out, or save it again with its text");
    insta::assert_snapshot!(notes(&read("a.html", b"<html><body><script>x</script></body></html>")), @"✗ a.html: no article was found in the page; if it has one, save its text as .txt");
}

#[test]
fn invalid_utf_8_is_read_with_a_note() {
    let mut bytes = PROSE.as_bytes().to_vec();
    bytes.extend(b" The caf\xE9 was closed.");
    let outcome = read("a.txt", &bytes);
    assert!(outcome.reports[0].text.ends_with("The café was closed."));
    insta::assert_snapshot!(notes(&outcome), @"a.txt: not valid UTF-8; read as windows-1252, which is a guess; if letters look wrong, save the file as UTF-8");
}

#[test]
fn inputs_that_are_too_large() {
    let bytes = vec![b'a'; (32 << 20) + 1];
    insta::assert_snapshot!(notes(&read("a.txt", &bytes)), @"✗ a.txt: 33 MB are more than a report can have (32 MB for text); give one file a report, or one line a report as .jsonl");
}

#[test]
fn pages_that_are_nested_too_deep() {
    for opening in ["<div>", "<b class=x><p>", "<table><tr><td>", "<div></x>"] {
        let outcome = read("a.html", opening.repeat(60_000).as_bytes());
        assert!(outcome.reports.is_empty());
        assert!(
            notes(&outcome).starts_with("✗ a.html: the page nests its elements more than 400 deep"),
            "{}",
            notes(&outcome)
        );
    }
}

#[test]
fn broken_lines_of_json_are_named() {
    let source = "{\"text\": \"One.\"}\n\n{\"text\": \n{\"id\": 7, \"text\": \"Two.\", \"extra\": [1]}\n[1]\n{\"id\": \"x\"}\n{\"text\": 5}\n{\"text\": \"x\" 5}\n{\"text\": \" \"}\n\
        {\"text\": \"Three.\", \"published\": \"soon\", \"title\": 4}\nnonsense\n{\"text\": \"Four.\", \"published\": \"2024-03-23T10:00:00Z\", \"title\": null}\n";
    let outcome = read("in/a.jsonl", source.as_bytes());
    let ids: Vec<&str> = outcome.reports.iter().map(|report| report.id.as_str()).collect();
    assert_eq!(ids, ["a:1", "7", "a:10", "a:12"]);
    assert_eq!(header(&outcome.reports[3]), "published: 2024-03-23T10:00:00");
    insta::assert_snapshot!(notes(&outcome), @r#"
    ✗ in/a.jsonl:3: the JSON object ends too early, at character 9; a report has to stand on one line
    ✗ in/a.jsonl:5: expected a JSON object like {"text": "…"}, but found "[1]"; each report stands on a line of its own
    ✗ in/a.jsonl:6: the member "text" is missing; it is the only one that is required; --map text=NAME names another
    ✗ in/a.jsonl:7: "text" has to be a string, but is a number
    ✗ in/a.jsonl:8: expected a JSON object like {"text": "…"}, but it goes wrong at character 14
    ✗ in/a.jsonl:9: "text" is empty
    in/a.jsonl:10: "title" has to be a string, but is a number; it is left out
    in/a.jsonl:10: "published" has to be a date like 2024-03-23 or a date-time, but is "soon"; the report stays undated
    ✗ in/a.jsonl:11: expected a JSON object like {"text": "…"}, but found "nonsense"; each report stands on a line of its own
    "#);
}

#[test]
fn jsonl_is_taken_as_it_is() {
    let text = "Ferry burns\\nBy Jane Doe\\nRead more: Something\\r\\nAnd prose.";
    let outcome =
        read("jsonl.jsonl", format!("{{\"text\": \"{text}\", \"title\": \"Ferry Burns\"}}").as_bytes());
    let report = &outcome.reports[0];
    assert_eq!(report.text, "Ferry burns\nBy Jane Doe\nRead more: Something\r\nAnd prose.");
    assert!(report.furniture.is_empty());
    assert_eq!(report.headline.map(|span| span.of(&report.text)), Some("Ferry burns"));
    assert_eq!(report.author, None);
}

#[test]
fn another_language_is_noted() {
    let text = "Eine Fähre ist in der Nacht zum Samstag im Hafen ausgebrannt. Die Küstenwache teilte mit, dass niemand verletzt wurde. \
        Wie das Feuer entstanden ist, konnte zunächst niemand sagen. Der Kapitän hatte kurz vor dem Alarm Rauch in der Nähe der Küche bemerkt.";
    let outcome = read("a.txt", text.as_bytes());
    assert_eq!(outcome.reports[0].language.as_deref(), Some("de"));
    insta::assert_snapshot!(notes(&outcome), @"a: written in German, but only English is read; it is kept and listed, and nothing is taken from it");
}

#[test]
fn short_texts_in_another_language() {
    let check = |text: &str, expected: Option<&str>| {
        let outcome = read("a.txt", text.as_bytes());
        assert_eq!(outcome.reports[0].unread.as_deref(), expected, "{text}");
        assert_eq!(outcome.notes.len(), usize::from(expected.is_some()), "{text}");
    };
    check(
        "Brand in Ostburg: fünf Tote\n\nZwölf Menschen wurden verletzt, sagte die Polizei am Sonntag.",
        Some("German"),
    );
    check(
        "Cinq morts dans un incendie à Portville, selon la police. Douze blessés ont été hospitalisés.",
        Some("French"),
    );
    check(
        "Пять человек погибли при пожаре на пароме у Норвикского порта, сообщила полиция.",
        Some("Cyrillic"),
    );
    check("ノーランド港でフェリーが炎上し、少なくとも十二人が死亡したと警察が発表した。", Some("Japanese"));
    // Too short to say, or English.
    check("Fähre ausgebrannt, niemand verletzt.", None);
    check("Ferry off Eastport burns: five dead\n\nTwelve people were hurt, the police said on Sunday.", None);
    check("Ferry fire kills 12 off Eastport, injures 30; coastguard searches Norvik sound", None);
    check("Gendarmerie général Étienne Lacombe, Zoé Béranger and Jürgen Völker were on the ferry.", None);
    // What a page says of itself counts where its words do not speak against it.
    let page = |text: &str| {
        format!(
            "<html lang=\"de\"><title>x</title><article><h1>Brand in Ostburg</h1><p>{text}</p></article></html>"
        )
    };
    let unread = |text: &str| read("a.html", page(text).as_bytes()).reports[0].unread.clone();
    assert_eq!(unread("Fünf Tote, zwölf Verletzte.").as_deref(), Some("German"));
    assert_eq!(unread("Five people died, and twelve were hurt, the police said."), None);
}

#[test]
fn hostile_texts_take_linear_time() {
    for piece in [
        "(",
        "((((\n",
        "By Jane Doe\n",
        "12 May 2024 ",
        "a: ",
        "> ",
        "[",
        "Related\n",
        "<",
        "\n",
        "— ",
        "*_",
        "Photo: (",
    ] {
        let text = piece.repeat((256 << 10) / piece.len());
        for format in [Format::Text, Format::Markdown] {
            laws(&reader().read("a", Some(format), text.as_bytes()));
        }
    }
}
