//! Links to a WARC file: pages are saved first, and read from there like any other archive.
//!
//! ```text
//! https://herald.example/ferry ── robots.txt? ── public address? ── GET ──▶ crawl.warc.gz
//!                                      redirect: the same questions again ◀──┘
//! ```
//!
//! Nothing but http and https, one request at a time and none faster than a site wishes, with limits of time, size and
//! redirects. A page that has not changed since it was saved is not fetched again.

mod address;
mod post;
mod robots;
mod store;

use address::PublicResolver;
pub use post::Hook;
use robots::{NAME, Robots};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::path::Path;
use std::time::{Duration, Instant};
use store::{Known, Store};
use ureq::Agent;
use ureq::unversioned::transport::DefaultConnector;
use url::Url;

/// How links are fetched.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Addresses inside this network may be reached.
    pub allow_private: bool,
    /// The longest that one answer may take, from the lookup to its last byte.
    pub time: Duration,
    /// The largest answer in bytes, as it comes.
    pub size: u64,
    /// Redirects of one link.
    pub redirects: usize,
    /// The shortest time between two requests to one site, unless that wishes more.
    pub delay: Duration,
    /// The longest delay that a site's wish is waited for; a site that wishes more is left.
    pub longest_delay: Duration,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            allow_private: false,
            time: Duration::from_secs(30),
            size: 32 << 20,
            redirects: 8,
            delay: Duration::from_secs(1),
            longest_delay: Duration::from_secs(30),
        }
    }
}

/// What became of a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fetched {
    /// It is saved. Where it was found in the end, its media type, and its bytes if they may be a feed.
    Saved {
        /// The address behind all redirects.
        url: String,
        /// What the server calls it.
        media_type: String,
        /// The body, if it is not compressed and small enough to be a feed.
        body: Vec<u8>,
    },
    /// It has not changed since it was saved.
    Unchanged,
}

/// A page as it is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// The address behind all redirects.
    pub url: String,
    /// What the server calls it.
    pub media_type: String,
    /// Its bytes, uncompressed.
    pub body: Vec<u8>,
}

/// Robots' rules are read up to this size.
const ROBOTS: u64 = 512 << 10;

/// Fetches links into a file.
#[derive(Debug)]
pub struct Fetcher {
    agent: Agent,
    limits: Limits,
    store: Store,
    sites: BTreeMap<String, Site>,
}

/// What is known of a site (scheme, host and port).
#[derive(Debug)]
struct Site {
    robots: Robots,
    last: Instant,
}

impl Fetcher {
    /// Opens the file that pages are added to.
    ///
    /// # Errors
    /// The file cannot be read or written.
    pub fn new(file: &Path, limits: Limits) -> std::io::Result<Fetcher> {
        Ok(Fetcher::with(Store::open(file)?, limits))
    }

    /// Pages are handed on by [`Fetcher::page`] and saved nowhere.
    pub fn unsaved(limits: Limits) -> Fetcher {
        Fetcher::with(Store::default(), limits)
    }

    fn with(store: Store, limits: Limits) -> Fetcher {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .proxy(None)
            .timeout_global(Some(limits.time))
            .user_agent(format!("{NAME}/{} (reads news reports; follows robots.txt)", env!("CARGO_PKG_VERSION")))
            .accept("text/html, application/xhtml+xml, application/pdf, application/rss+xml, application/atom+xml, */*;q=0.5")
            .accept_encoding("gzip")
            .max_response_header_size(64 << 10)
            .build();
        let resolver = PublicResolver { allow_private: limits.allow_private, ..PublicResolver::default() };
        let agent = Agent::with_parts(config, DefaultConnector::default(), resolver);
        Fetcher { agent, limits, store, sites: BTreeMap::new() }
    }

    /// The file.
    pub fn file(&self) -> &Path {
        self.store.path()
    }

    /// Fetches a link, with its redirects.
    ///
    /// # Errors
    /// Why it could not be had, and what to do.
    pub fn fetch(&mut self, link: &str) -> Result<Fetched, String> {
        let Some((url, answer)) = self.visit(link)? else { return Ok(Fetched::Unchanged) };
        let media_type = answer.header("content-type").unwrap_or_default().to_owned();
        let plain = answer.header("content-encoding").is_none();
        let body = if plain || media_type.contains("xml") || media_type.contains("json") {
            answer.body
        } else {
            Vec::new()
        };
        Ok(Fetched::Saved { url: url.to_string(), media_type, body })
    }

    /// Fetches a page, with its redirects; nothing where it has not changed since it was fetched last.
    ///
    /// # Errors
    /// Why it could not be had, and what to do.
    pub fn page(&mut self, link: &str) -> Result<Option<Page>, String> {
        let Some((url, mut answer)) = self.visit(link)? else { return Ok(None) };
        if answer.header("content-encoding") == Some("gzip") {
            let mut plain = Vec::new();
            let packed = flate2::read::MultiGzDecoder::new(answer.body.as_slice());
            let read = packed.take(self.limits.size + 1).read_to_end(&mut plain);
            read.map_err(|error| format!("the answer cannot be unpacked ({error}); try again"))?;
            if plain.len() as u64 > self.limits.size {
                return Err(format!(
                    "the answer is larger than {} MB; save the page by hand",
                    self.limits.size >> 20
                ));
            }
            answer.body = plain;
        }
        let media_type = answer.header("content-type").unwrap_or_default().to_owned();
        Ok(Some(Page { url: url.to_string(), media_type, body: answer.body }))
    }

    /// Asks for a link until it is there; nothing where it has not changed.
    fn visit(&mut self, link: &str) -> Result<Option<(Url, Answer)>, String> {
        let mut url = Url::parse(link)
            .map_err(|error| format!("this is no address ({error}); addresses begin with https://"))?;
        let mut seen = BTreeSet::new();
        loop {
            // Names and passwords in an address belong to somebody.
            let _ = url.set_username("");
            let _ = url.set_password(None);
            url.set_fragment(None);
            if !matches!(url.scheme(), "http" | "https") || url.host_str().is_none() {
                return Err(format!("{} addresses are not fetched, only http and https", url.scheme()));
            }
            if !seen.insert(url.to_string()) {
                return Err(format!("the site sends it round in a circle, back to {url}"));
            }
            if seen.len() > self.limits.redirects + 1 {
                return Err(format!("the site passes it on more than {} times", self.limits.redirects));
            }
            self.ask(&url)?;
            let answer = self.get(&url, self.limits.size, true)?;
            if answer.status == 304 {
                let date =
                    self.store.known.get(url.as_str()).map(|known| known.date.clone()).unwrap_or_default();
                let fields = [
                    ("WARC-Profile", "http://netpreserve.org/warc/1.1/revisit/server-not-modified"),
                    ("WARC-Refers-To-Date", date.as_str()),
                ];
                self.save("revisit", &url, &answer, &fields)?;
                return Ok(None);
            }
            self.save("response", &url, &answer, &[])?;
            match answer.status {
                200..=299 => {
                    let header = |name| answer.header(name).map(str::to_owned);
                    let known = Known {
                        etag: header("etag"),
                        modified: header("last-modified"),
                        date: jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
                    };
                    self.store.known.insert(url.to_string(), known);
                    return Ok(Some((url, answer)));
                }
                301 | 302 | 303 | 307 | 308 => {
                    let location =
                        answer.header("location").ok_or("the site passes it on, but does not say where")?;
                    url = url
                        .join(location)
                        .map_err(|error| format!("the site passes it on to what is no address ({error})"))?;
                }
                status @ 401..=403 => {
                    return Err(format!("the site does not give it ({status}); save the page by hand"));
                }
                status @ (404 | 410) => {
                    return Err(format!("the site does not have it ({status}); is the address right?"));
                }
                429 => return Err("the site wants fewer requests (429); try again later".to_owned()),
                status @ 500.. => return Err(format!("the site has a fault ({status}); try again later")),
                status => return Err(format!("the site answers with {status}, which is no page")),
            }
        }
    }

    /// Waits for the site's turn and asks its rules.
    fn ask(&mut self, url: &Url) -> Result<(), String> {
        let origin = url.origin().ascii_serialization();
        if !self.sites.contains_key(&origin) {
            let robots = self.robots(url)?;
            self.sites.insert(origin.clone(), Site { robots, last: Instant::now() });
        }
        let Some(site) = self.sites.get_mut(&origin) else { return Ok(()) };
        let path = match url.query() {
            Some(query) => format!("{}?{query}", url.path()),
            None => url.path().to_owned(),
        };
        if !site.robots.allows(&path) {
            return Err("the site's robots.txt does not allow it; save the page by hand".to_owned());
        }
        let delay = site.robots.delay.unwrap_or_default().max(self.limits.delay);
        if delay > self.limits.longest_delay {
            return Err(format!(
                "the site wants {} seconds between requests; save the page by hand",
                delay.as_secs()
            ));
        }
        std::thread::sleep(delay.saturating_sub(site.last.elapsed()));
        site.last = Instant::now();
        Ok(())
    }

    /// The rules of a site: none if it has none, closed if it cannot say (RFC 9309, 2.3.1).
    fn robots(&mut self, url: &Url) -> Result<Robots, String> {
        let mut at = url.clone();
        at.set_path("/robots.txt");
        at.set_query(None);
        for _ in 0..5 {
            let answer = self.get(&at, ROBOTS, false)?;
            match answer.status {
                200..=299 => {
                    let body = match answer.header("content-encoding") {
                        Some("gzip") => {
                            let mut plain = Vec::new();
                            let _ = flate2::read::MultiGzDecoder::new(answer.body.as_slice())
                                .take(ROBOTS)
                                .read_to_end(&mut plain);
                            plain
                        }
                        _ => answer.body,
                    };
                    return Ok(Robots::parse(&String::from_utf8_lossy(&body)));
                }
                300..=399 => match answer.header("location").and_then(|location| at.join(location).ok()) {
                    Some(next) if matches!(next.scheme(), "http" | "https") => at = next,
                    _ => return Ok(Robots::default()),
                },
                400..=499 => return Ok(Robots::default()),
                _ => return Ok(Robots::closed()),
            }
        }
        Ok(Robots::default())
    }

    /// One request.
    fn get(&self, url: &Url, size: u64, conditional: bool) -> Result<Answer, String> {
        let mut request = self.agent.get(url.as_str());
        if let Some(known) = self.store.known.get(url.as_str()).filter(|_| conditional) {
            if let Some(etag) = &known.etag {
                request = request.header("if-none-match", etag);
            }
            if let Some(modified) = &known.modified {
                request = request.header("if-modified-since", modified);
            }
        }
        let response = request.call().map_err(|error| self.reason(&error))?;
        let (parts, body) = response.into_parts();
        let status = parts.status.as_u16();
        let headers: Vec<(String, String)> = parts
            .headers
            .iter()
            .map(|(name, value)| {
                (name.as_str().to_owned(), String::from_utf8_lossy(value.as_bytes()).into_owned())
            })
            .collect();
        let mut bytes = Vec::new();
        let read = body.into_with_config().limit(u64::MAX).reader().take(size + 1).read_to_end(&mut bytes);
        if bytes.len() as u64 > size {
            if !conditional {
                bytes.truncate(size as usize);
            } else {
                return Err(format!("the answer is larger than {} MB; save the page by hand", size >> 20));
            }
        } else if let Err(error) = read {
            let timeout = error.to_string().contains("timeout");
            return Err(if timeout {
                self.too_slow()
            } else {
                format!("the answer breaks off ({error}); try again")
            });
        }
        Ok(Answer { status, headers, body: bytes })
    }

    fn too_slow(&self) -> String {
        format!(
            "the answer takes more than {} seconds; try again, or save the page by hand",
            self.limits.time.as_secs()
        )
    }

    /// What went wrong in a person's words.
    fn reason(&self, error: &ureq::Error) -> String {
        match error {
            ureq::Error::Timeout(_) => self.too_slow(),
            ureq::Error::HostNotFound => {
                "there is no such host; is the address right, and is there a network?".to_owned()
            }
            ureq::Error::ConnectionFailed => "the site cannot be reached; try again later".to_owned(),
            ureq::Error::Io(error) if error.kind() == std::io::ErrorKind::PermissionDenied => {
                error.to_string()
            }
            ureq::Error::Io(error) => format!("the site cannot be reached ({error}); try again later"),
            other => format!("the answer cannot be understood ({other}); save the page by hand"),
        }
    }

    fn save(
        &mut self,
        kind: &str,
        url: &Url,
        answer: &Answer,
        fields: &[(&str, &str)],
    ) -> Result<(), String> {
        let mut block =
            format!("HTTP/1.1 {} {}\r\n", answer.status, if answer.status == 200 { "OK" } else { "-" });
        for (name, value) in &answer.headers {
            // The body stands here in one piece.
            let value: String = value.chars().filter(|c| !c.is_control()).collect();
            if !matches!(name.as_str(), "transfer-encoding" | "content-length" | "connection") {
                block.push_str(&format!("{name}: {value}\r\n"));
            }
        }
        block.push_str(&format!("content-length: {}\r\n\r\n", answer.body.len()));
        let mut block = block.into_bytes();
        block.extend_from_slice(&answer.body);
        let now = jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
        let digest = format!("blake3:{}", blake3::hash(&answer.body).to_hex());
        let mut all = vec![("WARC-Payload-Digest", digest.as_str())];
        all.extend_from_slice(fields);
        self.store
            .record(kind, Some(url.as_str()), &now, "application/http; msgtype=response", &all, &block)
            .map_err(|error| {
                format!("{} cannot be written: {error}; is the disk full?", self.store.path().display())
            })
    }
}

/// An answer as it came.
#[derive(Debug)]
struct Answer {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Answer {
    fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}
