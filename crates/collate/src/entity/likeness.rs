//! Spellings of one name: transliterations, initials, acronyms.
//!
//! ```text
//! Aleksandr · Alexander      one name by two transliterations: the same consonants, nearly the same letters
//! Martin · Morten            two names
//! ```

use rapidfuzz::distance::levenshtein;

/// A word of a name reduced to its consonants, with letters that transliterations exchange made one.
pub(crate) fn skeleton(word: &str) -> String {
    let plain = word
        .replace("ks", "x")
        .replace("ph", "f")
        .replace("kh", "h")
        .replace("ck", "k")
        .replace("zh", "j")
        .replace("dzh", "j");
    let mut bones = String::with_capacity(plain.len());
    for (idx, letter) in plain.chars().enumerate() {
        let bone = match letter {
            'a' | 'e' | 'i' | 'o' | 'u' | 'y' if idx > 0 => continue,
            'a' | 'e' | 'i' | 'o' | 'u' | 'y' => 'a',
            'w' => 'v',
            'c' | 'q' => 'k',
            'j' if idx > 0 => continue,
            other => other,
        };
        if !bones.ends_with(bone) {
            bones.push(bone);
        }
    }
    bones
}

/// Whether two words (folded to Latin letters) are one name as two transliterations write it. Short words must be equal:
/// one letter more or less makes another name of them.
pub(crate) fn spelt_alike(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    let shorter = a.chars().count().min(b.chars().count());
    let allowed = match shorter {
        0..=5 => 0,
        6..=7 => 1,
        _ => 2,
    };
    let digits = |word: &str| word.bytes().any(|byte| byte.is_ascii_digit());
    let distance = levenshtein::distance(a.chars(), b.chars());
    // "x" for "ks" is a change of two letters.
    let allowed = if a.contains('x') != b.contains('x') && shorter >= 6 { allowed + 1 } else { allowed };
    !digits(a) && !digits(b) && distance <= allowed && skeleton(a) == skeleton(b)
}

/// Whether one given name may be the other: the same, its initial, or the same in another transliteration.
pub(crate) fn same_given(a: &str, b: &str) -> bool {
    let initial = |short: &str, long: &str| short.chars().count() == 1 && long.starts_with(short);
    initial(a, b) || initial(b, a) || spelt_alike(a, b)
}

/// The first letters of the words of a name.
pub(crate) fn initials(words: &[String]) -> String {
    words.iter().filter_map(|word| word.chars().next()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(a: &str, b: &str, expected: bool) {
        assert_eq!(spelt_alike(a, b), expected, "{a} {b}");
        assert_eq!(spelt_alike(b, a), expected, "{b} {a}");
    }

    #[test]
    fn transliterations_are_one_name() {
        check("aleksandr", "alexander", true);
        check("dmitry", "dmitri", true);
        check("mohammed", "muhammad", true);
        check("martin", "morten", false);
        check("maria", "marie", false);
        check("john", "joan", false);
        check("unit17", "unit18", false);
        check("berg", "bergh", false);
    }

    #[test]
    fn given_names_may_be_initials() {
        assert!(same_given("j", "john"));
        assert!(!same_given("j", "anna"));
        assert!(same_given("anna", "anna"));
    }
}
