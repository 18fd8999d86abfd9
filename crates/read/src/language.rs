//! In what language a report is written, where that is certain.
//!
//! Short texts mislead (a headline of three words passes for Dutch), so a text needs 200 letters and a verdict that the
//! recogniser itself calls reliable.

use compact_str::CompactString;
use variorum_model::Report;
use whatlang::{Info, Lang};

/// Letters below which nothing is said.
const ENOUGH: usize = 200;

/// Recognises the language of a report. Gives a message where it is surely not the one that the program reads.
pub(crate) fn recognise(report: &mut Report, expected: &str) -> Option<String> {
    let end = report.text.char_indices().nth(5000).map_or(report.text.len(), |(at, _)| at);
    let sample = &report.text[..end];
    if sample.chars().filter(|c| c.is_alphabetic()).count() < ENOUGH {
        return None;
    }
    let info = whatlang::detect(sample).filter(Info::is_reliable)?;
    let tag = tag(info.lang())?;
    report.language = Some(tag.into());
    (tag != expected).then(|| {
        let read = Lang::all()
            .iter()
            .find(|lang| self::tag(**lang) == Some(expected))
            .map_or(expected, |lang| lang.eng_name());
        format!(
            "written in {}, but only {read} is read; it is kept and listed, and nothing is taken from it",
            info.lang().eng_name()
        )
    })
}

/// "en" of "en-GB", where it is a tag.
pub(crate) fn tag_of(text: &str) -> Option<CompactString> {
    let tag = text.trim().split(['-', '_']).next()?.to_ascii_lowercase();
    let known = (tag.len() == 3).then(|| Lang::from_code(&tag).and_then(self::tag)).flatten();
    let is_tag = (2..=3).contains(&tag.len()) && tag.bytes().all(|byte| byte.is_ascii_lowercase());
    is_tag.then(|| known.map_or_else(|| tag.as_str().into(), Into::into))
}

/// The BCP 47 tag: the two letters of ISO 639-1 where a language has them.
fn tag(language: Lang) -> Option<&'static str> {
    use Lang::*;
    Some(match language {
        Afr => "af",
        Aka => "ak",
        Amh => "am",
        Ara => "ar",
        Aze => "az",
        Bel => "be",
        Ben => "bn",
        Bul => "bg",
        Cat => "ca",
        Ces => "cs",
        Cmn => "zh",
        Dan => "da",
        Deu => "de",
        Ell => "el",
        Eng => "en",
        Epo => "eo",
        Est => "et",
        Fin => "fi",
        Fra => "fr",
        Guj => "gu",
        Heb => "he",
        Hin => "hi",
        Hrv => "hr",
        Hun => "hu",
        Hye => "hy",
        Ind => "id",
        Ita => "it",
        Jav => "jv",
        Jpn => "ja",
        Kan => "kn",
        Kat => "ka",
        Khm => "km",
        Kor => "ko",
        Lat => "la",
        Lav => "lv",
        Lit => "lt",
        Mal => "ml",
        Mar => "mr",
        Mkd => "mk",
        Mya => "my",
        Nep => "ne",
        Nld => "nl",
        Nob => "nb",
        Ori => "or",
        Pan => "pa",
        Pes => "fa",
        Pol => "pl",
        Por => "pt",
        Ron => "ro",
        Rus => "ru",
        Sin => "si",
        Slk => "sk",
        Slv => "sl",
        Sna => "sn",
        Spa => "es",
        Srp => "sr",
        Swe => "sv",
        Tam => "ta",
        Tel => "te",
        Tgl => "tl",
        Tha => "th",
        Tuk => "tk",
        Tur => "tr",
        Ukr => "uk",
        Urd => "ur",
        Uzb => "uz",
        Vie => "vi",
        Yid => "yi",
        Zul => "zu",
        _ => return None,
    })
}
