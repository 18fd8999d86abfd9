//! The form of a word for look-ups.
//!
//! ```text
//! “Don’t” → "don't"      IS–KP → is-kp
//! ```

use compact_str::CompactString;

/// Lower case; typographic quotation marks and dashes as ASCII.
pub(crate) fn norm(form: &str) -> CompactString {
    if form.is_ascii() {
        let mut norm = CompactString::new(form);
        norm.make_ascii_lowercase();
        return norm;
    }
    form.chars().flat_map(char::to_lowercase).map(plain).filter(|c| *c != '\u{ad}').collect()
}

/// The ASCII character that stands for a typographic one.
fn plain(c: char) -> char {
    match c {
        '‘' | '’' | '‚' | '‛' | 'ʼ' | '‹' | '›' => '\'',
        '“' | '”' | '„' | '‟' | '«' | '»' => '"',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        '…' => '…',
        _ => c,
    }
}
