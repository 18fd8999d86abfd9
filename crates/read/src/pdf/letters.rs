//! The letters of each page with their places, in the order of the file.

use super::{knots, widths};
use pdf_extract::{Document, MediaBox, Object, OutputDev, OutputError, Transform};

/// A letter (or a ligature) on a page. Measured in points from the upper left corner.
#[derive(Clone, Debug)]
pub(super) struct Glyph {
    pub(super) text: String,
    pub(super) x: f64,
    /// The base line.
    pub(super) y: f64,
    pub(super) width: f64,
    pub(super) size: f64,
}

/// A page.
#[derive(Clone, Debug, Default)]
pub(super) struct Letters {
    pub(super) number: u32,
    pub(super) height: f64,
    pub(super) glyphs: Vec<Glyph>,
}

/// A document.
#[derive(Debug, Default)]
pub(super) struct Pages {
    pub(super) pages: Vec<Letters>,
    /// The title that the document names.
    pub(super) title: Option<String>,
    /// Only the beginning is read.
    pub(super) cut: bool,
}

/// Pages and letters that are read of a document.
const PAGES: usize = 1000;
const LETTERS: usize = 4_000_000;

/// Reads a document.
///
/// # Errors
///
/// What is wrong with it, and what to do.
pub(super) fn of(bytes: &[u8]) -> Result<Pages, String> {
    let mut document = Document::load_mem(bytes)
        .map_err(|error| format!("the PDF is damaged ({error}); fetch it again, or save its text as .txt"))?;
    if document.is_encrypted() && document.decrypt("").is_err() {
        return Err("the PDF is locked with a password; save a copy without".to_owned());
    }
    if knots::are_in(&document) {
        return Err("the PDF leads back to itself, as a hostile or damaged file does; print it to PDF again, or save its text as .txt".to_owned());
    }
    widths::expand(&mut document);
    let mut collector = Collector::default();
    let n_pages = document.get_pages().len();
    let mut failed = 0;
    for number in (1..=n_pages.min(PAGES)).map(|number| number as u32) {
        // A page that cannot be read costs that page.
        if pdf_extract::output_doc_page(&document, &mut collector, number).is_err() {
            failed += 1;
        }
        if collector.n_letters > LETTERS {
            break;
        }
    }
    if failed > 0 && collector.n_letters == 0 {
        return Err(
            "the pages of the PDF are damaged; print it to PDF again, or save its text as .txt".to_owned()
        );
    }
    Ok(Pages {
        cut: n_pages > PAGES || collector.n_letters > LETTERS,
        pages: collector.pages,
        title: title(&document),
    })
}

/// The title in the document's own data.
fn title(document: &Document) -> Option<String> {
    let info = match document.trailer.get(b"Info").ok()? {
        Object::Reference(id) => document.get_dictionary(*id).ok()?,
        Object::Dictionary(info) => info,
        _ => return None,
    };
    let Object::String(bytes, _) = info.get(b"Title").ok()? else { return None };
    let title = match bytes.as_slice() {
        [0xFE, 0xFF, rest @ ..] => encoding_rs::UTF_16BE.decode_without_bom_handling(rest).0.into_owned(),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        rest => encoding_rs::WINDOWS_1252.decode_without_bom_handling(rest).0.into_owned(),
    };
    (!title.trim().is_empty()).then_some(title)
}

/// The letters of a ligature: words are looked up by their letters.
fn ligature(c: char) -> Option<&'static str> {
    Some(match c {
        'ﬀ' => "ff",
        'ﬁ' => "fi",
        'ﬂ' => "fl",
        'ﬃ' => "ffi",
        'ﬄ' => "ffl",
        'ﬅ' | 'ﬆ' => "st",
        _ => return None,
    })
}

/// Takes down what the parser finds.
#[derive(Default)]
struct Collector {
    pages: Vec<Letters>,
    n_letters: usize,
}

impl OutputDev for Collector {
    fn begin_page(
        &mut self,
        number: u32,
        media: &MediaBox,
        _art: Option<(f64, f64, f64, f64)>,
    ) -> Result<(), OutputError> {
        let height = media.ury - media.lly;
        self.pages.push(Letters {
            number,
            height: if height.is_finite() { height } else { 0.0 },
            glyphs: Vec::new(),
        });
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn output_character(
        &mut self,
        transform: &Transform,
        width: f64,
        _spacing: f64,
        font_size: f64,
        text: &str,
    ) -> Result<(), OutputError> {
        let Some(page) = self.pages.last_mut() else { return Ok(()) };
        self.n_letters += 1;
        // Text that runs upwards or downwards stands in margins.
        let upright = transform.m12.abs() <= transform.m11.abs();
        let size = font_size * (transform.m11 * transform.m22).abs().sqrt();
        let (x, y, width) = (transform.m31, page.height - transform.m32, width * size);
        let sound = [x, y, width, size].iter().all(|number| number.is_finite() && number.abs() < 1e6);
        if upright && sound && size > 0.5 && self.n_letters <= LETTERS {
            let mut whole = String::with_capacity(text.len());
            for c in text.chars().filter(|c| !c.is_control() && *c != '\u{FFFD}') {
                match ligature(c) {
                    Some(letters) => whole.push_str(letters),
                    None => whole.push(c),
                }
            }
            let text = whole;
            if !text.is_empty() {
                page.glyphs.push(Glyph { text, x, y, width, size });
            }
        }
        Ok(())
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }
}
