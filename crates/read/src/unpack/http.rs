//! The answer of a web server as a WARC keeps it: status, header, body.
//!
//! ```text
//! HTTP/1.1 200 OK
//! Content-Type: text/html; charset=windows-1252
//! Content-Encoding: gzip
//! Transfer-Encoding: chunked
//! ```

use std::io::Read;

/// An answer.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Answer {
    /// The status ("200").
    pub(crate) status: u16,
    /// The media type, with its parameters.
    pub(crate) media_type: Option<String>,
    /// The body, without chunks and compression.
    pub(crate) body: Vec<u8>,
}

const DAMAGED: &str = "the compressed page is damaged";

/// Takes an answer apart. `limit` is the largest body, in bytes.
///
/// # Errors
///
/// What is wrong with it.
pub(crate) fn answer(bytes: &[u8], limit: u64) -> Result<Answer, String> {
    let mut headers = [httparse::EMPTY_HEADER; 128];
    let mut response = httparse::Response::new(&mut headers);
    let start = match httparse::ParserConfig::default()
        .allow_obsolete_multiline_headers_in_responses(true)
        .allow_spaces_after_header_name_in_responses(true)
        .ignore_invalid_headers_in_responses(true)
        .parse_response(&mut response, bytes)
    {
        Ok(httparse::Status::Complete(start)) => start,
        Ok(httparse::Status::Partial) => return Err("the server's answer ends within its header".to_owned()),
        Err(error) => return Err(format!("the server's answer has no proper header ({error})")),
    };
    let header = |name: &str| {
        response
            .headers
            .iter()
            .find(|header| header.name.eq_ignore_ascii_case(name))
            .map(|header| String::from_utf8_lossy(header.value).trim().to_owned())
    };
    let mut body = bytes.get(start..).unwrap_or_default().to_vec();
    if header("transfer-encoding").is_some_and(|value| value.to_ascii_lowercase().contains("chunked")) {
        // Many crawlers keep the header and unpack the body.
        if let Some(whole) = unchunked(&body) {
            body = whole;
        }
    }
    let too_large = || format!("the page is larger than {} MB", limit >> 20);
    for encoding in header("content-encoding").unwrap_or_default().to_ascii_lowercase().split(',').rev() {
        let mut plain = Vec::new();
        let read = match encoding.trim() {
            "gzip" | "x-gzip" if body.starts_with(&[0x1F, 0x8B]) => {
                flate2::read::MultiGzDecoder::new(body.as_slice()).take(limit + 1).read_to_end(&mut plain)
            }
            "deflate" => {
                let zlib =
                    flate2::read::ZlibDecoder::new(body.as_slice()).take(limit + 1).read_to_end(&mut plain);
                if zlib.is_err() {
                    plain.clear();
                    flate2::read::DeflateDecoder::new(body.as_slice()).take(limit + 1).read_to_end(&mut plain)
                } else {
                    zlib
                }
            }
            "br" => brotli_decompressor::Decompressor::new(body.as_slice(), 1 << 12)
                .take(limit + 1)
                .read_to_end(&mut plain),
            // A crawler that unpacks what it keeps may leave the header.
            "zstd" if body.starts_with(&[0x28, 0xB5, 0x2F, 0xFD]) => {
                match ruzstd::decoding::StreamingDecoder::new(body.as_slice()) {
                    Ok(decoder) => decoder.take(limit + 1).read_to_end(&mut plain),
                    Err(_) => return Err(DAMAGED.to_owned()),
                }
            }
            _ => continue,
        };
        if read.is_err() && plain.is_empty() {
            // Brotli has no mark of its own: what is a page already was unpacked before.
            if encoding.trim() == "br" && body.trim_ascii_start().starts_with(b"<") {
                continue;
            }
            return Err(DAMAGED.to_owned());
        }
        body = plain;
        if body.len() as u64 > limit {
            return Err(too_large());
        }
    }
    if body.len() as u64 > limit {
        return Err(too_large());
    }
    Ok(Answer { status: response.code.unwrap_or(0), media_type: header("content-type"), body })
}

/// A body without its chunks; `None` if it has none.
fn unchunked(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut body = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    loop {
        let end = memchr::memchr(b'\n', rest.get(..rest.len().min(64))?)?;
        let size = std::str::from_utf8(&rest[..end]).ok()?.trim().split(';').next()?.trim();
        let size = usize::from_str_radix(size, 16).ok()?;
        rest = rest.get(end + 1..)?;
        if size == 0 {
            return Some(body);
        }
        let Some(chunk) = rest.get(..size) else {
            // Cut off: what is there is better than nothing.
            body.extend_from_slice(rest);
            return Some(body);
        };
        body.extend_from_slice(chunk);
        rest = rest.get(size..)?;
        rest = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")).unwrap_or(rest);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    #[track_caller]
    fn check(bytes: &[u8], expected: Result<&str, &str>) {
        let found = answer(bytes, 1000).map(|answer| String::from_utf8_lossy(&answer.body).into_owned());
        match expected {
            Ok(body) => assert_eq!(found.as_deref(), Ok(body)),
            Err(part) => assert!(found.as_ref().is_err_and(|error| error.contains(part)), "{found:?}"),
        }
    }

    #[test]
    fn bodies() {
        check(b"HTTP/1.1 200 OK\r\n\r\nFerry", Ok("Ferry"));
        check(
            b"HTTP/1.1 200\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nFer\r\n2;x=y\r\nry\r\n0\r\n\r\n",
            Ok("Ferry"),
        );
        check(b"HTTP/1.1 200\r\nTransfer-Encoding: chunked\r\n\r\nFerry", Ok("Ferry"));
        check(b"HTTP/1.1 200\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\nFerry", Ok("Ferry"));
        // What brotli and zstd make of "Ferry".
        let coded = |header: &[u8], body: &[u8]| {
            [b"HTTP/1.1 200\r\nContent-Encoding: ", header, b"\r\n\r\n", body].concat()
        };
        check(&coded(b"br", b"\x0b\x02\x80Ferry\x03"), Ok("Ferry"));
        check(&coded(b"br", b"\xff\xff\xffFerry"), Err("damaged"));
        check(&coded(b"br", b"<p>Ferry"), Ok("<p>Ferry"));
        let zstd = b"\x28\xb5\x2f\xfd\x20\x05\x29\x00\x00Ferry";
        check(&coded(b"zstd", zstd), Ok("Ferry"));
        check(&coded(b"zstd", &zstd[..8]), Err("damaged"));
        check(&coded(b"zstd", b"Ferry"), Ok("Ferry"));
        check(b"Ferry", Err("header"));
        check(b"HTTP/1.1 200 OK\r\nA", Err("ends within"));
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        gzip.write_all(b"Ferry").expect("memory");
        let mut whole = b"HTTP/1.1 200\r\nContent-Encoding: gzip\r\n\r\n".to_vec();
        whole.extend(gzip.finish().expect("memory"));
        check(&whole, Ok("Ferry"));
        let mut bomb = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        bomb.write_all(&[b'a'; 100_000]).expect("memory");
        let mut whole = b"HTTP/1.1 200\r\nContent-Encoding: gzip\r\n\r\n".to_vec();
        whole.extend(bomb.finish().expect("memory"));
        check(&whole, Err("larger"));
    }
}
