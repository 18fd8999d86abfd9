//! A small input of each format, and what has to come out of it.

use super::{header, read};
use crate::{Format, Mapping, Member, Outcome};
use std::io::Write;
use variorum_model::Place;

/// All reports: header, then text, with their places.
fn shown(outcome: &Outcome) -> String {
    let mut lines = Vec::new();
    for note in &outcome.notes {
        lines.push(format!("{}{}: {}", if note.lost { "✗ " } else { "! " }, note.place, note.message));
    }
    for report in &outcome.reports {
        lines.push(format!("[{}] {}", report.id, header(report)));
        if let Some(updated) = report.updated {
            lines.push(format!("updated {updated}"));
        }
        if let Some(item) = &report.item {
            lines.push(format!("item {} {:?} {:?}", item.id, item.version, item.embargo));
        }
        lines.push(report.text.clone());
        lines.push(format!("from {} as {}", report.provenance.path.join(" > "), report.provenance.format));
        assert!(report.provenance.hash.is_some());
        for stretch in &report.provenance.stretches {
            assert!(report.text.get(stretch.text.range()).is_some());
        }
    }
    lines.join("\n")
}

pub(super) fn deflated(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in members {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).expect("memory");
        zip.write_all(bytes).expect("memory");
    }
    zip.finish().expect("memory").into_inner()
}

pub(super) fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(bytes).expect("memory");
    gzip.finish().expect("memory")
}

pub(super) fn warc_record(url: &str, body: &str) -> Vec<u8> {
    let block = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{body}");
    format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-03-24T08:00:00Z\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n{block}\r\n\r\n",
        block.len()
    )
    .into_bytes()
}

pub(super) const PAGE: &str = "<html><head><title>Ferry burns in the harbour</title></head><body><article><h1>Ferry burns in the harbour</h1>\
<p>A ferry caught fire in the harbour of Eastport on Friday night and burned for six hours, the coastguard said, while hundreds of people watched from the quay.</p>\
<p>Nobody could say how the fire had begun. The captain told the harbour police that he had smelled smoke near the galley shortly before the alarm.</p>\
</article></body></html>";

#[test]
fn tables() {
    let table = "Headline;Body;Date;Outlet\nFerry burns;\"A ferry burned; nobody\nwas hurt.\";23.03.2024;Eastport Herald\nQuiet day;;;\n";
    insta::assert_snapshot!(shown(&read("wire.csv", table.as_bytes())), @r#"
    ✗ wire.csv, row 3: the column "Body" is empty
    [wire:2] title: Ferry burns; publisher: Eastport Herald; published: 2024-03-23
    A ferry burned; nobody
    was hurt.
    from wire.csv as csv
    "#);
    insta::assert_snapshot!(shown(&read("wire.csv", b"a,b\n1,2\n")), @"✗ wire.csv: no column is known to hold the text; name it with --map text=COLUMN; the columns are a, b");
    let mapping: Mapping = "text=b,id=a".parse().expect("a mapping");
    let member = Member::new("wire.csv", None, b"a,b\n1,Two\n");
    assert_eq!(super::reader().read_member(&member, &mapping).reports[0].text, "Two");
    let mapping: Mapping = "text=c".parse().expect("a mapping");
    let lost = super::reader().read_member(&member, &mapping);
    assert!(lost.notes[0].message.contains("no column \"c\""));
}

#[test]
fn json_with_other_names() {
    let mapping: Mapping =
        "text=body.plain,publisher=source,published=when,author=by".parse().expect("a mapping");
    let line = br#"{"body": {"plain": "A ferry burned."}, "source": "Herald", "when": "23 March 2024", "by": ["Jane Doe", "John Roe"]}"#;
    for name in ["a.jsonl", "a.json"] {
        let outcome = super::reader().read_member(&Member::new(name, None, line), &mapping);
        assert_eq!(
            header(&outcome.reports[0]),
            "publisher: Herald; author: Jane Doe, John Roe; published: 2024-03-23"
        );
        assert!(outcome.notes.is_empty());
    }
}

#[test]
fn ninjs() {
    let item = r#"{"uri": "urn:wire:1", "version": "3", "versioncreated": "2024-03-23T12:00:00Z", "firstcreated": "2024-03-23T10:00:00Z",
        "headline": "Ferry burns", "byline": "Jane Doe", "provider": "Norland Wire", "creditline": "Reuters", "embargoed": "2024-03-23T13:00:00Z",
        "body_text": "A ferry burned on Friday.\n\nNobody was hurt."}"#;
    insta::assert_snapshot!(shown(&read("item.json", item.as_bytes())), @r#"
    [item] title: Ferry burns; publisher: Norland Wire; author: Jane Doe; published: 2024-03-23T10:00:00; credit: Reuters
    updated 2024-03-23T12:00:00
    item urn:wire:1 Some("3") Some("2024-03-23T13:00:00Z")
    Ferry burns

    A ferry burned on Friday.

    Nobody was hurt.
    from item.json as json
    "#);
}

#[test]
fn feeds() {
    let rss = r#"<?xml version="1.0"?><rss version="2.0"><channel><title>Eastport Herald - Islands</title><language>en-gb</language>
        <item><title>Ferry burns</title><link>https://herald.example/2024/ferry-burns.html</link><guid>x1</guid>
          <pubDate>Sat, 23 Mar 2024 10:00:00 +0100</pubDate><description>&lt;p&gt;A ferry burned.&lt;/p&gt;&lt;p&gt;Nobody was hurt.&lt;/p&gt;</description></item>
        <item><title>Mayor resigns - Norland Wire</title><link>https://wire.example/mayor</link><source url="https://wire.example/">Norland Wire</source>
          <author>jane@wire.example (Jane Doe)</author><description>The mayor went &amp;amp; slept.</description></item>
        <item></item></channel></rss>"#;
    insta::assert_snapshot!(shown(&read("islands.rss", rss.as_bytes())), @r#"
    ✗ islands.rss, item 3: the item has neither a title nor a text
    [ferry-burns] title: Ferry burns; publisher: Eastport Herald; published: 2024-03-23T10:00:00; url: https://herald.example/2024/ferry-burns.html
    item x1 None None
    Ferry burns

    A ferry burned.

    Nobody was hurt.
    from islands.rss as feed
    [mayor] title: Mayor resigns; publisher: Norland Wire; author: Jane Doe; url: https://wire.example/mayor
    Mayor resigns

    The mayor went & slept.
    from islands.rss as feed
    "#);
    let atom = r#"<feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour</title><entry><title>Ferry burns</title><id>tag:1</id>
        <link rel="alternate" href="https://harbour.example/a"/><updated>2024-03-23T12:00:00Z</updated><published>2024-03-23T10:00:00Z</published>
        <author><name>Jane Doe</name></author><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>A <b>ferry</b> burned.</p></div></content></entry></feed>"#;
    insta::assert_snapshot!(shown(&read("stdin", atom.as_bytes())), @r#"
    [a] title: Ferry burns; publisher: Harbour; author: Jane Doe; published: 2024-03-23T10:00:00; url: https://harbour.example/a
    updated 2024-03-23T12:00:00
    item tag:1 None None
    Ferry burns

    A ferry burned.
    from stdin as feed
    "#);
    let json = r#"{"version": "https://jsonfeed.org/version/1.1", "title": "Harbour", "items": [{"id": "1", "url": "https://harbour.example/b", "content_html": "<p>A ferry burned.</p>", "date_published": "2024-03-23T10:00:00Z"}]}"#;
    insta::assert_snapshot!(shown(&read("stdin", json.as_bytes())), @r#"
    [b] publisher: Harbour; published: 2024-03-23T10:00:00; url: https://harbour.example/b
    item 1 None None
    A ferry burned.
    from stdin as json
    "#);
    insta::assert_snapshot!(shown(&read("a.xml", b"<opml><body/></opml>")), @"✗ a.xml: this XML begins with <opml>, which is no format of reports that is read; save its text as .txt");
}

#[test]
fn news_items() {
    let item = r#"<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:newsml:wire.example:20240323:1" version="2" xml:lang="en">
      <itemMeta><provider literal="Norland Wire"/><versionCreated>2024-03-23T12:00:00Z</versionCreated><firstCreated>2024-03-23T10:00:00Z</firstCreated><embargoed>2024-03-24T00:00:00Z</embargoed></itemMeta>
      <contentMeta><by>By Jane Doe</by><creditline>AFP</creditline><headline>Ferry burns</headline></contentMeta>
      <contentSet><inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body><p>A ferry <b>burned</b>.</p><p>Nobody was hurt.</p></body></html></inlineXML></contentSet></newsItem>"#;
    insta::assert_snapshot!(shown(&read("item.xml", item.as_bytes())), @r#"
    [item] title: Ferry burns; publisher: Norland Wire; author: Jane Doe; published: 2024-03-23T10:00:00; credit: AFP
    updated 2024-03-23T12:00:00
    item urn:newsml:wire.example:20240323:1 Some("2") Some("2024-03-24T00:00:00Z")
    Ferry burns

    A ferry burned.

    Nobody was hurt.
    from item.xml as newsml
    "#);
}

#[test]
fn messages_with_packages_of_news_items() {
    let item = |number: usize, status: &str, text: &str| {
        format!(
            "<newsItem guid=\"urn:newsml:wire.example:{number}\" version=\"1\"><itemMeta><provider literal=\"Norland Wire\"/>\
             <firstCreated>2024-03-23T10:00:00Z</firstCreated><pubStatus qcode=\"stat:{status}\"/></itemMeta>\
             <contentMeta><headline>Ferry {number}</headline></contentMeta><contentSet><inlineXML><html><body><p>{text}</p></body></html></inlineXML></contentSet></newsItem>"
        )
    };
    let package = "<packageItem guid=\"urn:newsml:wire.example:9\" version=\"4\"><itemMeta><itemClass qcode=\"ninat:composite\"/></itemMeta>\
        <contentMeta><headline>The day in the harbour</headline></contentMeta><groupSet root=\"G1\"><group id=\"G1\" role=\"main\">\
        <itemRef residref=\"urn:newsml:wire.example:1\"><title>Ferry 1</title></itemRef></group></groupSet></packageItem>";
    let message = |inner: &str| {
        format!(
            "<newsMessage xmlns=\"http://iptc.org/std/nar/2006-10-01/\"><header><sender>wire.example</sender></header><itemSet>{inner}</itemSet></newsMessage>"
        )
    };
    let items = [item(1, "usable", "A ferry burned."), item(2, "canceled", "It sank.")].concat();
    insta::assert_snapshot!(shown(&read("a.newsml", message(&format!("{package}{items}")).as_bytes())), @r#"
    ! a:2: its publisher has canceled it; it is read nevertheless, so leave it out if it should not count
    [a:1] title: Ferry 1; publisher: Norland Wire; published: 2024-03-23T10:00:00
    item urn:newsml:wire.example:1 Some("1") None
    Ferry 1

    A ferry burned.
    from a.newsml as newsml
    [a:2] title: Ferry 2; publisher: Norland Wire; published: 2024-03-23T10:00:00
    item urn:newsml:wire.example:2 Some("1") None
    Ferry 2

    It sank.
    from a.newsml as newsml
    "#);
    insta::assert_snapshot!(shown(&read("a.newsml", message(package).as_bytes())), @"✗ a.newsml: there is no news item in this <newsMessage>; packages only name the items that they hold: add those");
}

#[test]
fn alerts() {
    let alert = r#"<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>N-7</identifier><sender>flood@norland.example</sender><sent>2024-03-23T10:00:00+01:00</sent>
      <status>Exercise</status><references>flood@norland.example,N-6,2024-03-22T09:00:00+01:00</references>
      <info><language>de-DE</language><event>Flut</event><headline>Flut</headline></info>
      <info><language>en-GB</language><event>Flood</event><onset>2024-03-23T12:00:00+01:00</onset><expires>2024-03-24T12:00:00+01:00</expires>
      <senderName>Norland Flood Service</senderName><headline>Flood warning for the coast</headline><description>The sea may rise
by two metres.</description><area><areaDesc>Eastport</areaDesc></area></info></alert>"#;
    insta::assert_snapshot!(shown(&read("alert.cap", alert.as_bytes())), @r#"
    ! alert.cap: the alert is no real one: its status is Exercise
    [N-7] title: Flood warning for the coast; publisher: Norland Flood Service; published: 2024-03-23T10:00:00
    item N-6 Some("2024-03-23T10:00:00+01:00") None
    Flood warning for the coast

    The sea may rise by two metres.

    Onset: 2024-03-23T12:00:00+01:00
    Expires: 2024-03-24T12:00:00+01:00
    Area: Eastport
    from alert.cap as cap
    "#);
}

#[test]
fn mail() {
    let message = "From: Eastport Herald <news@herald.example>\r\nSubject: Ferry =?utf-8?Q?burns=E2=80=94again?=\r\nDate: Sat, 23 Mar 2024 10:00:00 +0100\r\nMessage-ID: <1@herald.example>\r\n\
MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
A ferry burned at the caf=E9.\r\n\r\nNobody was hurt.\r\n--b\r\nContent-Type: text/plain; name=\"note.txt\"\r\nContent-Disposition: attachment; filename=\"note.txt\"\r\n\r\nThe mayor resigned.\r\n\
--b\r\nContent-Type: application/msword; name=\"old.doc\"\r\nContent-Disposition: attachment; filename=\"old.doc\"\r\n\r\nxx\r\n--b--\r\n";
    insta::assert_snapshot!(shown(&read("a.eml", message.as_bytes())), @r#"
    ✗ a.eml > old.doc: this format cannot be read; what can be read: .txt, .md, .html, .mhtml, .pdf, .docx, .odt, .eml, .jsonl, .json, .csv, .xml, .newsml, .cap, .mbox, .warc, .zip, .tar, .gz
    [a] title: Ferry burns—again; publisher: Eastport Herald; published: 2024-03-23T10:00:00
    item 1@herald.example None None
    Ferry burns—again

    A ferry burned at the café.

    Nobody was hurt.
    from a.eml as mail
    [note] 
    The mayor resigned.
    from a.eml > note.txt as text
    "#);
    let forwarded = "From: Ann Poe <ann@home.example>\nSubject: Fwd: Ferry burns\nDate: Mon, 25 Mar 2024 10:00:00 +0100\nMIME-Version: 1.0\nContent-Type: text/plain\n\n\
Look at this.\n\n---------- Forwarded message ---------\nFrom: Eastport Herald <news@herald.example>\nDate: Sat, 23 Mar 2024 10:00:00 +0100\nSubject: Ferry burns\nTo: Ann Poe\n\nA ferry burned.\n";
    insta::assert_snapshot!(shown(&read("f.eml", forwarded.as_bytes())), @r#"
    [f] title: Ferry burns; publisher: Eastport Herald; published: 2024-03-23T10:00:00
    Ferry burns

    A ferry burned.
    from f.eml as mail
    "#);
    let newsletter = "From: Eastport Herald <news@herald.example>\nSubject: Ferry burns\nContent-Type: text/plain\n\n\
View this email in your browser\n\nA ferry burned off Eastport, police said.\n\nTo unsubscribe, she wrote to the owners, one has to call.\n\nYou are receiving this email because you signed up at herald.example.\n\nUnsubscribe | Manage preferences\n";
    let report = read("n.eml", newsletter.as_bytes()).reports.remove(0);
    let cut: Vec<&str> = report.furniture.iter().map(|piece| piece.span.of(&report.text)).collect();
    assert_eq!(
        cut,
        [
            "View this email in your browser",
            "You are receiving this email because you signed up at herald.example.\n\nUnsubscribe | Manage preferences"
        ]
    );
    let mailbox = format!(
        "From a@b Sat Mar 23 10:00:00 2024\n{}\nFrom a@b Sat Mar 23 10:00:00 2024\nFrom: Jane Doe <jane@herald.example>\nSubject: Two\n\n>From the harbour came smoke.\n",
        message.replace("\r\n", "\n")
    );
    let outcome = read("all.mbox", mailbox.as_bytes());
    assert_eq!(outcome.reports.len(), 3);
    assert_eq!(header(&outcome.reports[2]), "title: Two; publisher: herald.example; author: Jane Doe");
    assert_eq!(outcome.reports[2].text, "Two\n\nFrom the harbour came smoke.");
    assert_eq!(outcome.reports[2].provenance.path, ["all.mbox", "message 2"]);
}

#[test]
fn saved_pages() {
    let mhtml = format!(
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://herald.example/ferry\r\nSubject: x\r\nDate: Sun, 24 Mar 2024 08:00:00 -0000\r\nMIME-Version: 1.0\r\n\
Content-Type: multipart/related; type=\"text/html\"; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Location: https://herald.example/ferry\r\n\r\n{}\r\n--b--\r\n",
        PAGE.replace('=', "=3D")
    );
    let outcome = read("page.mhtml", mhtml.as_bytes());
    let report = &outcome.reports[0];
    assert_eq!(header(report), "title: Ferry burns in the harbour; url: https://herald.example/ferry");
    assert_eq!(report.provenance.captured.as_deref(), Some("2024-03-24T08:00:00Z"));
    assert!(report.text.ends_with("before the alarm."), "{}", report.text);
}

#[test]
fn office() {
    let docx = deflated(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("word/document.xml", r#"<w:document><w:body><w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr><w:r><w:t>Ferry burns</w:t></w:r></w:p><w:p><w:r><w:t>By Jane Doe, 23 March 2024</w:t></w:r></w:p>
          <w:p><w:r><w:t xml:space="preserve">A ferry </w:t></w:r><w:del><w:r><w:delText>sank</w:delText></w:r></w:del><w:ins><w:r><w:t>burned</w:t></w:r></w:ins><w:r><w:t>.</w:t></w:r></w:p>
          <w:tbl><w:tr><w:tc><w:p><w:r><w:t>Eastport</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>3</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>"#.as_bytes()),
    ]);
    insta::assert_snapshot!(shown(&read("a", &docx)), @r#"
    [a] title: Ferry burns; author: Jane Doe; published: 2024-03-23
    Ferry burns

    By Jane Doe, 23 March 2024

    A ferry burned.

    Eastport | 3
    from a as docx
    "#);
    let odt = deflated(&[
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("content.xml", r#"<office:document-content><office:body><office:text><text:tracked-changes><text:p>Gone</text:p></text:tracked-changes><text:h text:outline-level="1">Ferry burns</text:h>
          <text:p>A<text:s/>ferry <text:span>burned</text:span>.<text:note><text:p>1</text:p></text:note></text:p></office:text></office:body></office:document-content>"#.as_bytes()),
    ]);
    insta::assert_snapshot!(shown(&read("a.odt", &odt)), @r#"
    [a] title: Ferry burns
    Ferry burns

    A ferry burned.
    from a.odt as odt
    "#);
}

#[test]
fn archives_within_archives() {
    let warc = [
        warc_record("https://herald.example/2024/ferry?x=1", PAGE),
        String::from_utf8(warc_record("https://herald.example/logo.png", "xx"))
            .expect("text")
            .replace("text/html; charset=utf-8", "image/png; with='a name'")
            .into_bytes(),
    ]
    .concat();
    let tar = {
        let mut tar = tar::Builder::new(Vec::new());
        let mut entry = tar::Header::new_gnu();
        let text = b"The mayor resigned.";
        entry.set_size(text.len() as u64);
        entry.set_mode(0o644);
        entry.as_gnu_mut().expect("gnu").name[..18].copy_from_slice(b"../../etc/mayor.md");
        entry.set_cksum();
        tar.append(&entry, &text[..]).expect("memory");
        tar.into_inner().expect("memory")
    };
    let inner = deflated(&[
        ("notes/wire.txt", b"A ferry burned."),
        ("notes/.hidden.txt", b"x"),
        ("__MACOSX/a.txt", b"x"),
        ("old.doc", b"x"),
        ("a.exe", b"x"),
    ]);
    let case =
        deflated(&[("crawl.warc.gz", &gzipped(&warc)), ("more.tgz", &gzipped(&tar)), ("inner.zip", &inner)]);
    let outcome = read("case.zip", &case);
    let paths: Vec<String> = outcome
        .reports
        .iter()
        .map(|report| format!("{} {}", report.id, report.provenance.path.join(" > ")))
        .collect();
    assert_eq!(
        paths,
        [
            "ferry case.zip > crawl.warc.gz > https://herald.example/2024/ferry?x=1",
            "mayor case.zip > more.tgz > ../../etc/mayor.md",
            "wire case.zip > inner.zip > notes/wire.txt"
        ]
    );
    let first = &outcome.reports[0];
    assert_eq!(first.url.as_deref(), Some("https://herald.example/2024/ferry?x=1"));
    assert_eq!(first.provenance.captured.as_deref(), Some("2024-03-24T08:00:00Z"));
    let lost: Vec<&str> =
        outcome.notes.iter().filter(|note| note.lost).map(|note| note.place.as_str()).collect();
    assert_eq!(lost, ["case.zip > inner.zip > old.doc"]);
    let wacz =
        deflated(&[("datapackage.json", b"{}"), ("archive/data.warc", &warc), ("pages/pages.jsonl", b"{}")]);
    assert_eq!(read("crawl.wacz", &wacz).reports.len(), 1);
}

#[test]
fn damaged_archives_give_what_is_whole() {
    let warc = [warc_record("https://herald.example/a", PAGE), warc_record("https://herald.example/b", PAGE)]
        .concat();
    let cut = &warc[..warc.len() - 100];
    insta::assert_snapshot!(notes(&read("a.warc", cut)), @"✗ a.warc > https://herald.example/b: it ends too early; what was complete is read; fetch or copy it again");
    let gzip = gzipped(&warc);
    assert_eq!(read("a.warc.gz", &gzip[..gzip.len() - 20]).notes.len(), 1);
    insta::assert_snapshot!(notes(&read("a.zip", b"PK\x03\x04 nothing")), @"✗ a.zip: the zip archive cannot be opened (invalid Zip archive: Could not find EOCD); copy it again");
    let forged = String::from_utf8(warc_record("https://herald.example/a", PAGE))
        .expect("text")
        .replace("Content-Length: ", "Content-Length: 9999999");
    assert_eq!(read("a.warc", forged.as_bytes()).reports.len(), 0);
    insta::assert_snapshot!(notes(&read("a.warc", b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: -1\r\n\r\n")), @"✗ a.warc: behind record 0: it is damaged (the length of a record is no number); what was whole is read; fetch or copy it again");
}

#[test]
fn bombs_are_left() {
    let zeros = vec![b' '; 64 << 20];
    let bomb = gzipped(&zeros);
    assert!(
        notes(&read("a.txt.gz", &bomb)).contains("larger than any report"),
        "{}",
        notes(&read("a.txt.gz", &bomb))
    );
    let nested = deflated(&[(
        "1.zip",
        &deflated(&[(
            "2.zip",
            &deflated(&[("3.zip", &deflated(&[("4.zip", &deflated(&[("a.txt", b"x")]))]))]),
        )]),
    )]);
    assert!(notes(&read("0.zip", &nested)).contains("4 deep"), "{}", notes(&read("0.zip", &nested)));
}

pub(super) fn notes(outcome: &Outcome) -> String {
    outcome
        .notes
        .iter()
        .map(|note| format!("{}{}: {}", if note.lost { "✗ " } else { "" }, note.place, note.message))
        .collect::<Vec<_>>()
        .join("\n")
}

/// A PDF with lines of Helvetica: size, x, y from below, words; a list a page.
fn pdf(pages: &[Vec<(f64, f64, f64, &str)>]) -> Vec<u8> {
    let mut objects: Vec<String> = vec!["<< /Type /Catalog /Pages 2 0 R >>".into()];
    let kids: Vec<String> = (0..pages.len()).map(|n| format!("{} 0 R", 4 + n * 2)).collect();
    objects.push(format!("<< /Type /Pages /Kids [{}] /Count {} >>", kids.join(" "), pages.len()));
    objects.push("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".into());
    for (n, page) in pages.iter().enumerate() {
        let content: String = page
            .iter()
            .map(|(size, x, y, words)| format!("BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm ({words}) Tj ET\n"))
            .collect();
        objects.push(format!("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Resources << /Font << /F1 3 0 R >> >> /Contents {} 0 R >>", 5 + n * 2));
        objects.push(format!("<< /Length {} >>\nstream\n{content}endstream", content.len()));
    }
    let mut file = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (n, object) in objects.iter().enumerate() {
        places.push(file.len());
        file.extend(format!("{} 0 obj\n{object}\nendobj\n", n + 1).bytes());
    }
    let start = file.len();
    file.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    places.iter().for_each(|place| file.extend(format!("{place:010} 00000 n \n").bytes()));
    file.extend(
        format!("trailer << /Size {} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1).bytes(),
    );
    file
}

#[test]
fn documents_in_columns() {
    let left = [
        "A ferry caught fire in the har-",
        "bour of Eastport on Friday and",
        "burned for six hours, said the",
        "coastguard of the well-known",
    ];
    let right = [
        "port. Hundreds watched from",
        "the quay while boats came to",
        "help. Nobody on board was",
        "hurt, the coastguard said.",
    ];
    let mut first = vec![
        (9.0, 50.0, 780.0, "Eastport Herald"),
        (9.0, 540.0, 780.0, "1"),
        (24.0, 50.0, 720.0, "Ferry burns in the harbour"),
    ];
    for (n, line) in left.iter().enumerate() {
        first.push((10.0, 50.0, 680.0 - 12.0 * n as f64, line));
    }
    for (n, line) in right.iter().enumerate() {
        first.push((10.0, 320.0, 680.0 - 12.0 * n as f64, line));
    }
    let second = vec![
        (9.0, 50.0, 780.0, "Eastport Herald"),
        (9.0, 540.0, 780.0, "2"),
        (
            10.0,
            50.0,
            740.0,
            "The captain told the police that he had smelled smoke. The well-known ship is forty years old and",
        ),
        (10.0, 50.0, 728.0, "was to be sold in May."),
        (10.0, 50.0, 704.0, "Police asked witnesses to call."),
    ];
    let outcome = read("paper.pdf", &pdf(&[first, second]));
    insta::assert_snapshot!(shown(&outcome), @r#"
    [paper] title: Ferry burns in the harbour; publisher: Eastport Herald
    Ferry burns in the harbour

    A ferry caught fire in the harbour of Eastport on Friday and burned for six hours, said the coastguard of the well-known port. Hundreds watched from the quay while boats came to help. Nobody on board was hurt, the coastguard said.

    The captain told the police that he had smelled smoke. The well-known ship is forty years old and was to be sold in May.

    Police asked witnesses to call.
    from paper.pdf as pdf
    "#);
    let places: Vec<Place> =
        outcome.reports[0].provenance.stretches.iter().map(|stretch| stretch.place).collect();
    assert_eq!(places, [1, 1, 2, 2].map(Place::Page));
    assert_eq!(read("x", &pdf(&[vec![(9.0, 1.0, 1.0, "1")]])).reports.len(), 0);
    insta::assert_snapshot!(notes(&read("scan.pdf", &pdf(&[vec![]]))), @"✗ scan.pdf: the PDF has no text layer (one page of 0 letters): it is a scan; run it through text recognition (OCR) first");
}

#[test]
fn every_format_survives_what_is_not_its_own() {
    let samples: [&[u8]; 6] = [PAGE.as_bytes(), b"{}", b"<a/>", b"a,b\n", b"From: x\n\ny", b"\x1F\x8B\x08\0"];
    for format in Format::ALL {
        for sample in samples {
            let outcome = super::reader().read("x", Some(format), sample);
            assert!(
                !outcome.reports.is_empty() || outcome.notes.iter().any(|note| note.lost),
                "{format}: {sample:?}"
            );
        }
    }
}
