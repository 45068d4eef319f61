//! Words as people type them: small letters without accents, so that who looks for "cafe" finds "Café".
//! Knows the accents of Latin letters and what is written over or under letters of other scripts.

/// A text in small letters and without accents, however these are written.
pub fn plain(text: &str) -> String {
    text.chars().flat_map(letters).collect()
}

/// What a text has been asked for: words, each plain.
pub fn words(typed: &str) -> Vec<String> {
    typed.split_whitespace().map(plain).filter(|word| !word.is_empty()).collect()
}

/// Where the first of the words stands in a text that has all of them; bytes of the text.
pub fn find(text: &str, words: &[String]) -> Option<(usize, usize)> {
    let first = words.first()?;
    let folded = plain(text);
    if !words.iter().all(|word| folded.contains(word.as_str())) {
        return None;
    }
    let from = folded.find(first.as_str())?;
    let to = from + first.len();
    // Letters of the text, each with where what it became begins.
    let mut at = 0;
    let (mut begins, mut ends) = (None, None);
    for (place, letter) in text.char_indices() {
        let next = at + letters(letter).map(char::len_utf8).sum::<usize>();
        if begins.is_none() && next > from {
            begins = Some(place);
        }
        if ends.is_none() && next >= to && next > at {
            ends = Some(place + letter.len_utf8());
        }
        at = next;
    }
    Some((begins?, ends?))
}

fn letters(letter: char) -> impl Iterator<Item = char> {
    letter.to_lowercase().filter_map(bare)
}

/// A small letter without its accent; `None` for an accent that stands by itself.
fn bare(letter: char) -> Option<char> {
    Some(match letter {
        // Marks over Latin, Hebrew and Arabic letters.
        '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5bd}' | '\u{64b}'..='\u{652}' => return None,
        'à'..='å' | 'ā' | 'ă' | 'ą' => 'a',
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => 'c',
        'ď' | 'đ' => 'd',
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => 'e',
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => 'g',
        'ĥ' | 'ħ' => 'h',
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' => 'i',
        'ĵ' => 'j',
        'ķ' => 'k',
        'ĺ' | 'ļ' | 'ľ' | 'ŀ' | 'ł' => 'l',
        'ñ' | 'ń' | 'ņ' | 'ň' => 'n',
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' => 'o',
        'ŕ' | 'ŗ' | 'ř' => 'r',
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => 's',
        'ţ' | 'ť' | 'ŧ' | 'ț' => 't',
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => 'u',
        'ŵ' => 'w',
        'ý' | 'ÿ' | 'ŷ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        other => other,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_and_capitals_make_no_difference() {
        for (typed, expected) in
            [("Ábaco ÑANDÚ", "abaco nandu"), ("a\u{301}baco", "abaco"), ("Łódź", "lodz")]
        {
            assert_eq!(plain(typed), expected);
        }
        assert_eq!(plain("İstanbul"), "istanbul");
    }

    #[test]
    fn what_is_found_is_told_as_it_stands_in_the_text() {
        let text = "Wir treffen uns im Cafe\u{301} Österreich";
        let found = |typed: &str| {
            let (from, to) = find(text, &words(typed))?;
            Some(&text[from..to])
        };
        assert_eq!(found("cafe"), Some("Cafe"));
        assert_eq!(found("osterr"), Some("Österr"));
        assert_eq!(found("österreich wir"), Some("Österreich"));
        assert_eq!(found("osterreich tea"), None);
        assert_eq!(found("  "), None);
        assert_eq!(find("", &words("a")), None);
    }
}
