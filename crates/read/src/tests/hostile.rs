//! Inputs that were made to do harm: each costs itself and a message, or is read as what it is.

use super::formats::{PAGE, deflated, gzipped, notes, warc_record};
use super::{laws, read};

/// Reads an input; what comes back is the text.
#[track_caller]
fn check(name: &str, bytes: &[u8], n_reports: usize, part: &str) -> String {
    let outcome = read(name, bytes);
    laws(&outcome);
    let notes = notes(&outcome);
    assert_eq!(outcome.reports.len(), n_reports, "{name}: {notes}");
    assert!(notes.contains(part), "{name}: {notes}");
    outcome.reports.into_iter().map(|report| report.text).collect::<Vec<_>>().join("\n")
}

#[test]
fn pages_nested_beyond_reason() {
    for opening in ["<div>", "<span>", "<b>", "<ul><li>", "<table><tr><td>", "<svg><g>"] {
        let page = format!("<html><body>{}{PAGE}", opening.repeat(100_000));
        check("a.html", page.as_bytes(), 0, "more than 400 deep");
    }
}

#[test]
fn a_megabyte_of_tiny_tags() {
    for tag in ["<p>", "<b>x</b>", "<i></i>", "<a>", "<br>", "<hr/>"] {
        let page = format!("<html><body>{}{}", tag.repeat((1 << 20) / tag.len()), &PAGE[PAGE.len() / 2..]);
        laws(&read("a.html", page.as_bytes()));
    }
}

#[test]
fn entities_of_a_document_are_not_read() {
    let bomb = "<!DOCTYPE rss [<!ENTITY a \"ferry ferry ferry ferry\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">\
        <!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;\"><!ENTITY e \"&d;&d;&d;&d;&d;&d;&d;&d;\">]>\
        <rss version=\"2.0\"><channel><title>Herald</title><item><title>Ferry burns</title><description>It burned. &e;</description></item></channel></rss>";
    let text = check("feed.xml", bomb.as_bytes(), 1, "");
    assert!(text.len() < 200, "{text}");
    let outside = "<!DOCTYPE rss [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><rss version=\"2.0\"><channel><title>Herald</title>\
        <item><title>Ferry burns</title><description>It burned. &x;</description></item></channel></rss>";
    assert!(!check("feed.xml", outside.as_bytes(), 1, "").contains("root:"));
    let deep = format!("<rss version=\"2.0\"><channel><item>{}", "<x>".repeat(100_000));
    check("feed.xml", deep.as_bytes(), 0, "deep");
}

/// A PDF of these objects, numbered from 1; the first is the catalogue.
fn pdf_of(objects: &[&str], trailer: &str) -> Vec<u8> {
    let mut file = b"%PDF-1.5\n".to_vec();
    let mut places = Vec::new();
    for (n, object) in (1..).zip(objects) {
        places.push(file.len());
        file.extend(format!("{n} 0 obj\n{object}\nendobj\n").bytes());
    }
    let start = file.len();
    file.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    places.iter().for_each(|place| file.extend(format!("{place:010} 00000 n \n").bytes()));
    let trailer = trailer.replace("HERE", &start.to_string());
    file.extend(
        format!(
            "trailer << /Size {} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n",
            objects.len() + 1
        )
        .bytes(),
    );
    file
}

#[test]
fn documents_that_lead_back_to_themselves() {
    let catalogue = "<< /Type /Catalog /Pages 2 0 R >>";
    let page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /XObject << /X 4 0 R >> >> >>";
    let one = "<< /Type /Pages /Kids [3 0 R] /Count 1 >>";
    for (what, objects, trailer) in [
        ("pages in pages", vec![catalogue, "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"], ""),
        ("a reference to itself", vec![catalogue, "2 0 R"], ""),
        ("two references", vec![catalogue, "3 0 R", "2 0 R"], ""),
        ("an older table that is this one", vec![catalogue, one, page, "<< >>"], "/Prev HERE"),
        (
            "a form that draws itself",
            vec![
                catalogue,
                one,
                page,
                "<< /Type /XObject /Subtype /Form /BBox [0 0 1 1] /Resources << /XObject << /X 4 0 R >> >> /Length 5 >>\nstream\n/X Do\nendstream",
            ],
            "",
        ),
        (
            "a page that is its own parent",
            vec![catalogue, one, "<< /Type /Page /Parent 3 0 R /Contents 3 0 R >>"],
            "",
        ),
    ] {
        let outcome = read("a.pdf", &pdf_of(&objects, trailer));
        assert!(
            outcome.reports.is_empty() && outcome.notes.iter().any(|note| note.lost),
            "{what}: {outcome:?}"
        );
    }
}

#[test]
fn lengths_that_are_forged() {
    let stream = "<< /Length 999999999999 >>\nstream\nBT ET\nendstream";
    let catalogue = "<< /Type /Catalog /Pages 2 0 R >>";
    let page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9999999999 800] /Contents 4 0 R >>";
    let forged = pdf_of(&[catalogue, "<< /Type /Pages /Kids [3 0 R] /Count 4000000000 >>", page, stream], "");
    check("a.pdf", &forged, 0, "✗ a.pdf");

    // The sizes of a zip's member, in both headers.
    let mut zip = deflated(&[("a.txt", b"A ferry burned."), ("b.txt", b"The mayor resigned.")]);
    let local = 22;
    zip[local..local + 4].copy_from_slice(&0xFFFF_FFF0_u32.to_le_bytes());
    let central = zip.windows(4).position(|four| four == b"PK\x01\x02").expect("a directory") + 24;
    zip[central..central + 4].copy_from_slice(&0xFFFF_FFF0_u32.to_le_bytes());
    let outcome = read("a.zip", &zip);
    assert!(outcome.reports.iter().any(|report| report.text == "The mayor resigned."), "{outcome:?}");

    let mut gzip = gzipped(b"A ferry burned.");
    let end = gzip.len();
    gzip[end - 4..].copy_from_slice(&u32::MAX.to_le_bytes());
    check("a.txt.gz", &gzip, 0, "a.txt");

    let mut tape = tar::Builder::new(Vec::new());
    let mut header = tar::Header::new_gnu();
    header.set_size(1 << 40);
    header.set_cksum();
    tape.append_data(&mut header, "a.txt", &b"A ferry burned."[..]).expect("memory");
    check("a.tar", &tape.into_inner().expect("memory"), 0, "✗ a.tar");

    for length in ["18446744073709551615", "99999999999999999999999", "-5", "0x10"] {
        let record = String::from_utf8(warc_record("https://herald.example/a", PAGE)).expect("text");
        let at = record.find("Content-Length: ").expect("a header") + 16;
        let end = at + record[at..].find('\r').expect("an end");
        check("a.warc", format!("{}{length}{}", &record[..at], &record[end..]).as_bytes(), 0, "✗ a.warc");
    }
}

#[test]
fn names_that_climb() {
    let zip = deflated(&[
        ("../../../tmp/out.txt", b"A ferry burned."),
        ("/etc/cron.d/out.txt", b"The mayor resigned."),
        ("..\\..\\out.txt", b"A bridge fell."),
        ("a\0b.txt", b"A dam held."),
    ]);
    let outcome = read("a.zip", &zip);
    let paths: Vec<&str> = outcome.reports.iter().map(|report| report.provenance.path[1].as_str()).collect();
    assert_eq!(paths, ["../../../tmp/out.txt", "/etc/cron.d/out.txt", "..\\..\\out.txt", "a\0b.txt"]);
    assert!(outcome.reports.iter().all(|report| !report.id.contains(['/', '\\'])), "ids are no paths");
}

#[test]
fn encodings_that_lie() {
    let words = "The caf\u{e9} in the harbour was closed on Friday, the owner said. Nobody knew when it would open again, and nobody had asked.";
    let latin: Vec<u8> = words.chars().map(|c| c as u8).collect();
    let page = |label: &str, body: &[u8]| {
        [
            b"<html><head><meta charset=\"",
            label.as_bytes(),
            b"\"><title>Harbour caf\xC3\xA9 closed</title></head><body><article><p>",
            body,
            b"</p></article></body></html>",
        ]
        .concat()
    };
    // Single bytes that are said to be UTF-8 or UTF-16; UTF-8 that is said to be something else, or nothing that exists.
    for (label, body) in [
        ("utf-8", latin.as_slice()),
        ("utf-16", words.as_bytes()),
        ("utf-16le", words.as_bytes()),
        ("no-such-set", words.as_bytes()),
        ("utf-7", words.as_bytes()),
    ] {
        let text = check("a.html", &page(label, body), 1, "");
        assert!(
            text.contains("The caf\u{e9} in the harbour")
                || label == "utf-8" && text.contains("in the harbour"),
            "{label}: {text}"
        );
    }
    // A mark for UTF-16 before an odd number of bytes; one for UTF-8 before what is none.
    let mut wide = vec![0xFF, 0xFE];
    wide.extend(words.encode_utf16().flat_map(u16::to_le_bytes));
    wide.push(b'x');
    assert!(check("a.txt", &wide, 1, "").contains("The caf\u{e9}"));
    let marked = [b"\xEF\xBB\xBF".as_slice(), &latin].concat();
    assert!(check("a.txt", &marked, 1, "").contains("in the harbour"));
    // An archive that says so of a page.
    let record = String::from_utf8(warc_record("https://herald.example/a", PAGE)).expect("text");
    let lying = record.replace("charset=utf-8", "charset=utf16");
    let at = lying.find("Content-Length: ").expect("a header") + 16;
    let end = at + lying[at..].find('\r').expect("an end");
    let length: usize = record[at..end].parse().expect("a number");
    let lying = format!("{}{}{}", &lying[..at], length - 1, &lying[end..]);
    let length = length - 1;
    assert!(lying.contains(&format!("Content-Length: {length}")));
    assert!(check("a.warc", lying.as_bytes(), 1, "").contains("A ferry caught fire"));
}

#[test]
fn one_line_of_many_megabytes() {
    let line = "a".repeat(33 << 20);
    check("a.txt", line.as_bytes(), 0, "33 MB are more than a report can have");
    let line = "ferry ".repeat(2 << 20);
    check("a.txt", line.as_bytes(), 1, "");
    check("a.md", "*_[".repeat(1 << 18).as_bytes(), 1, "");
    let row = format!("text,title\n\"{}\",x\n", "a".repeat(3 << 20));
    check("a.csv", row.as_bytes(), 1, "");
    let mail = format!("Subject: {}\r\n\r\nA ferry burned.", "x".repeat(10 << 20));
    laws(&read("a.eml", mail.as_bytes()));
}
