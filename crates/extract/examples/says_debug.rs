//! dbg
#![allow(clippy::disallowed_methods, clippy::print_stdout, clippy::print_stderr, clippy::unwrap_used)]
use variorum_extract::{Rules, extract};
use variorum_language::Language;
use variorum_model::{Report, ReportId};
fn main() {
    let language = Language::load(&variorum_language::resources!(variorum_english)).unwrap();
    let rules = Rules::default().with_cues(variorum_english::CUES).unwrap();
    for line in std::io::stdin().lines() {
        let text = line.unwrap().replace("\\n", "\n");
        let d = language.analyze(&Report { text, ..Report::default() });
        let mut s = String::new();
        for (i, t) in d.tokens.iter().enumerate() {
            for g in &d.nouns {
                if g.tokens.start as usize == i {
                    s.push('[')
                }
            }
            for g in &d.verbs {
                if g.tokens.start as usize == i {
                    s.push('<')
                }
            }
            s.push_str(&format!("{}/{}", d.words(t.span), t.xpos.label()));
            if t.lemma != t.norm {
                s.push_str(&format!("({})", t.lemma));
            }
            for g in &d.nouns {
                if g.tokens.end as usize == i + 1 {
                    s.push(']')
                }
            }
            for g in &d.verbs {
                if g.tokens.end as usize == i + 1 {
                    s.push_str(if g.finite { ">F" } else { ">" })
                }
            }
            s.push(' ');
        }
        println!("{s}");
        for a in extract(ReportId(0), "r", &d, &rules).attributions {
            println!(
                "    {} | {} | {} [{}]",
                a.source.map_or("-".into(), |x| d.words(x.span).to_owned()),
                d.words(a.cue),
                a.content.parts.iter().map(|p| d.words(*p)).collect::<Vec<_>>().join(" … "),
                a.rule
            );
        }
    }
}
