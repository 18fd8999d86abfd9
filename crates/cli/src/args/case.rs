//! The arguments of the commands on a case.

use super::Inputs;
use clap::{Args, Subcommand, ValueEnum};
use jiff::civil::Date;
use std::path::PathBuf;

#[derive(Args, Debug)]
pub(crate) struct Add {
    /// The case.
    pub(crate) case: PathBuf,
    #[command(flatten)]
    pub(crate) inputs: Inputs,
    /// Do not bring the statuses up to date; the next command that shows the case does. Faster for large cases.
    #[arg(long)]
    pub(crate) later: bool,
}

#[derive(Args, Debug)]
pub(crate) struct Search {
    /// The case.
    pub(crate) case: PathBuf,
    /// What to find; all words must be there. Words in quotation marks stand together.
    #[arg(required = true, value_name = "WORDS")]
    pub(crate) words: Vec<String>,
    /// Show at most so many reports and claims.
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub(crate) limit: usize,
}

#[derive(Args, Debug)]
pub(crate) struct Diff {
    /// The case.
    pub(crate) case: PathBuf,
    /// What has changed on this day and later.
    #[arg(long, value_name = "DATE")]
    pub(crate) since: Date,
    /// Which day of a report counts.
    #[arg(long, value_name = "WHAT", default_value = "published")]
    pub(crate) by: DayOf,
}

#[derive(Args, Debug)]
pub(crate) struct Export {
    /// The case.
    pub(crate) case: PathBuf,
    /// What to write: what each report says (jsonl), what they say together (json), the decisions.
    #[arg(long, value_name = "FORMAT", default_value = "jsonl")]
    pub(crate) format: ExportFormat,
    /// Write to a file.
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

/// Who decides, and why.
#[derive(Args, Debug)]
pub(crate) struct Author {
    /// Why.
    #[arg(long, value_name = "TEXT", default_value = "", global = true)]
    pub(crate) reason: String,
    /// Who decides [default: the user's name].
    #[arg(long, value_name = "NAME", env = "VARIORUM_AUTHOR", global = true)]
    pub(crate) author: Option<String>,
}

#[derive(Args, Debug)]
pub(crate) struct Decide {
    /// The case.
    pub(crate) case: PathBuf,
    #[command(subcommand)]
    pub(crate) what: Verdict,
    #[command(flatten)]
    pub(crate) author: Author,
}

/// What can be decided. Claims are named by their ids, as in the JSON output, or by as much of an id as no other has.
#[derive(Debug, Subcommand)]
pub(crate) enum Verdict {
    /// A claim is not in the words, or not about this.
    Reject {
        /// The claim.
        claim: String,
    },
    /// A claim says something else than what was read.
    Correct {
        /// The claim.
        claim: String,
        /// The value that it has ("at least 14").
        #[arg(long)]
        value: Option<String>,
        /// asserted, denied or doubted.
        #[arg(long, value_name = "STANCE", value_parser = ["asserted", "denied", "doubted"])]
        stance: Option<String>,
        /// Whom or what it counts; "" for the whole.
        #[arg(long)]
        scope: Option<String>,
        /// Who says so; "" for the report itself.
        #[arg(long)]
        source: Option<String>,
    },
    /// The words of a report make a claim that was not read.
    AddClaim {
        /// The id of the report.
        report: String,
        /// The property ("killed").
        property: String,
        /// The words that say it, as they stand in the report.
        words: String,
        /// The value, where it is not what the words give.
        #[arg(long)]
        value: Option<String>,
        /// Who says so.
        #[arg(long, default_value = "")]
        source: String,
        /// A claim about the same event; otherwise it is the one that the report is about.
        #[arg(long, value_name = "CLAIM")]
        event_of: Option<String>,
    },
    /// The events of two claims are one.
    JoinEvents {
        /// A claim about the event whose name stays.
        into: String,
        /// A claim about the other.
        from: String,
    },
    /// Claims are about another event.
    SplitEvent {
        /// Its name.
        label: String,
        /// The claims.
        #[arg(required = true)]
        claims: Vec<String>,
    },
    /// Two names are of one person, organisation or place.
    JoinNames {
        /// The name to show.
        into: String,
        /// The other.
        from: String,
    },
    /// In some reports a name is somebody else's.
    SplitName {
        /// The name.
        name: String,
        /// The name to show for the other.
        label: String,
        /// The ids of the reports.
        #[arg(required = true)]
        reports: Vec<String>,
    },
    /// The questions that two claims answer are one.
    JoinQuestions {
        /// A claim that answers the question that stays.
        into: String,
        /// A claim that answers the other.
        from: String,
    },
    /// Claims answer a question of their own.
    SplitQuestion {
        /// Whom or what they count ("the crew").
        scope: String,
        /// The claims.
        #[arg(required = true)]
        claims: Vec<String>,
    },
    /// The answers of two claims are one.
    JoinReadings {
        /// A claim with the answer to show.
        into: String,
        /// A claim with the other.
        from: String,
    },
    /// A report is a copy of another.
    Copy {
        /// The copy.
        report: String,
        /// The other.
        of: String,
    },
    /// A report is no copy of another.
    NoCopy {
        /// The report.
        report: String,
        /// The other.
        of: String,
    },
    /// How reliable a source is (A to F), or how credible a claim (1 to 6).
    Grade {
        /// A source or publisher by name, or a claim by id.
        what: String,
        /// A to F for a source, 1 to 6 for a claim.
        grade: String,
    },
    /// A note on the case, or on a claim, question, event, report or source.
    Note {
        /// The note.
        text: String,
        /// On a claim.
        #[arg(long, group = "on")]
        claim: Option<String>,
        /// On the question that a claim answers.
        #[arg(long, group = "on", value_name = "CLAIM")]
        question_of: Option<String>,
        /// On the event that a claim is about.
        #[arg(long, group = "on", value_name = "CLAIM")]
        event_of: Option<String>,
        /// On a report.
        #[arg(long, group = "on")]
        report: Option<String>,
        /// On a source.
        #[arg(long, group = "on")]
        source: Option<String>,
    },
}

#[derive(Args, Debug)]
pub(crate) struct Decisions {
    /// The case.
    pub(crate) case: PathBuf,
    /// Add the decisions of a file that `export --format decisions` wrote.
    #[arg(long, value_name = "FILE", group = "do")]
    pub(crate) import: Option<PathBuf>,
    /// Show in what the decisions of such a file, or of another case, differ from these.
    #[arg(long, value_name = "FILE", group = "do")]
    pub(crate) compare: Option<PathBuf>,
    /// Take a decision back; it stays on record.
    #[arg(long, value_name = "ID", group = "do")]
    pub(crate) undo: Option<String>,
    #[command(flatten)]
    pub(crate) author: Author,
}

#[derive(Args, Debug)]
pub(crate) struct Serve {
    /// The case.
    pub(crate) case: PathBuf,
    /// The address to listen on. Anything but this computer itself demands a password or a proxy's header.
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:0")]
    pub(crate) listen: std::net::SocketAddr,
    /// A file with the password that readers elsewhere give.
    #[arg(long, value_name = "FILE")]
    pub(crate) password_file: Option<PathBuf>,
    /// The header in which a proxy that has asked who somebody is gives the name ("X-Forwarded-User").
    #[arg(long, value_name = "NAME")]
    pub(crate) proxy_header: Option<String>,
    /// A name under which the page is reached, besides the address; may be given several times.
    #[arg(long, value_name = "HOST")]
    pub(crate) host: Vec<String>,
    /// Do not open the browser.
    #[arg(long)]
    pub(crate) no_open: bool,
    /// Who decides, where nobody else is named [default: the user's name].
    #[arg(long, value_name = "NAME", env = "VARIORUM_AUTHOR")]
    pub(crate) author: Option<String>,
}

#[derive(Args, Debug)]
pub(crate) struct Watch {
    /// The case; it is made where it is not there.
    pub(crate) case: PathBuf,
    /// Folders, and addresses of feeds or pages.
    #[arg(required = true, value_name = "FOLDER|FEED")]
    pub(crate) sources: Vec<String>,
    /// How changes are told.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: WatchFormat,
    /// Send each change to this address as JSON, by POST.
    #[arg(long, value_name = "URL")]
    pub(crate) webhook: Option<String>,
    /// Seconds between two looks at a feed.
    #[arg(long, value_name = "SECONDS", default_value_t = 600, value_parser = clap::value_parser!(u64).range(1..))]
    pub(crate) every: u64,
    /// Reach also addresses inside this network.
    #[arg(long)]
    pub(crate) allow_private: bool,
    /// Add what is there and end.
    #[arg(long)]
    pub(crate) once: bool,
}

/// Which day of a report counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum DayOf {
    /// That of its publication; reports without a date count as known before.
    Published,
    /// That on which it was added to the case (UTC).
    Added,
}

/// The formats of `export`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExportFormat {
    /// What each report says, as `annotate` writes it.
    Jsonl,
    /// What the reports say together, as `report --format json` writes it.
    Json,
    /// The decisions, a line of JSON each.
    Decisions,
    /// How every question stands on record, a line of JSON each.
    Statuses,
}

/// The formats of `status`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum StatusFormat {
    /// For people.
    Text,
    /// One JSON object.
    Json,
}

/// The formats of `watch`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum WatchFormat {
    /// A line for people.
    Text,
    /// A JSON object a line.
    Jsonl,
}
