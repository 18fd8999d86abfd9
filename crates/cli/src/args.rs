//! The one definition of all commands and flags; help, completions and manual are made from it.

mod case;

pub(crate) use case::{
    Add, Author, DayOf, Decide, Decisions, Diff, Export, ExportFormat, Search, Serve, StatusFormat, Verdict,
    Watch, WatchFormat,
};
use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;
use std::path::PathBuf;
use variorum::{Format, InputFormat, Layer, Mapping};

/// Reads news reports of an event and prints what each of them says: question by question every reading, who stands
/// behind it, how many independent origins it has, and the very words.
#[derive(Debug, Parser)]
#[command(name = "variorum", version, max_term_width = 100, after_help = EXIT_STATUS)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
    #[command(flatten)]
    pub(crate) common: Common,
}

const EXIT_STATUS: &str = "Exit status: 0 everything was read; 1 something was not (a message says what); \
2 the command could not be carried out.";

/// Flags of all commands.
#[derive(Args, Debug)]
pub(crate) struct Common {
    /// Do not show warnings and progress; errors are still shown.
    #[arg(long, short, global = true)]
    pub(crate) quiet: bool,
    /// When to use colour [NO_COLOR is honoured].
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: Color,
    /// The number of threads; the output does not depend on it [default: all cores].
    #[arg(long, global = true, value_name = "N")]
    pub(crate) threads: Option<std::num::NonZeroU16>,
    /// A file with properties and cards of your own, added to the program's; may be given several times.
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) ontology: Vec<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Bring reports together: questions, readings, and who stands behind them.
    Report(Report),
    /// Make a case: one file that holds reports, decisions and history.
    New {
        /// The file.
        case: PathBuf,
    },
    /// Add reports to a case; those that are there already are left as they are.
    Add(Add),
    /// Show how a case stands, and whether its file is sound.
    Status {
        /// The case.
        case: PathBuf,
        /// The format of the output.
        #[arg(long, value_name = "FORMAT", default_value = "text")]
        format: StatusFormat,
    },
    /// Find words in the reports and claims of a case.
    Search(Search),
    /// Show what has changed in a case since a day.
    Diff(Diff),
    /// Write out what a case holds.
    Export(Export),
    /// Decide something about a case: reject or correct a claim, join or split, grade, note.
    Decide(Decide),
    /// List the decisions of a case; import, compare or undo them.
    Decisions(Decisions),
    /// Read all reports of a case again from their original bytes, with this version of the program.
    Reread {
        /// The case.
        case: PathBuf,
    },
    /// Show a case in the browser.
    Serve(Serve),
    /// Add reports to a case as they come into folders, and tell what changes.
    Watch(Watch),
    /// Show what each report says, by itself.
    Annotate(Annotate),
    /// Show what was read of each input: header and text, without furniture.
    Read(Read),
    /// Save pages from the web in a WARC file, then show what was read of them.
    Fetch(Fetch),
    /// Show how a claim came about: its card, its words, and the chain of its sources.
    Explain(Explain),
    /// What can be asked of an event, and how the answers are found.
    #[command(subcommand)]
    Ontology(Ontology),
    /// Print a completion script for a shell.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
    /// Print the manual as a man page.
    Man {
        /// The command whose page to print; without it, that of the whole program.
        command: Option<String>,
    },
}

/// Where reports come from.
#[derive(Args, Debug)]
pub(crate) struct Inputs {
    /// Files and folders with reports; "-" is standard input. `report` takes a case, too. What can be read: text, Markdown, web pages, PDF, Word and
    /// OpenDocument, e-mail, feeds, tables, JSON, and archives of them (zip, tar.gz, WARC, WACZ, mbox).
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// The format of all inputs, whatever their names say.
    #[arg(long, value_name = "FORMAT", value_parser = input_formats())]
    pub(crate) input_format: Option<InputFormat>,
    /// Which columns of tables (CSV) and members of JSON objects are which fields, as in
    /// text=body,published=date,publisher=source.name.
    #[arg(long, value_name = "FIELD=COLUMN,…")]
    pub(crate) map: Option<Mapping>,
}

#[derive(Args, Debug)]
pub(crate) struct Report {
    #[command(flatten)]
    pub(crate) inputs: Inputs,
    /// The format of the output [default: terminal, or what the name of the output file says].
    #[arg(long, value_name = "FORMAT", value_parser = formats())]
    pub(crate) format: Option<Format>,
    /// Write to a file.
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Show what was known on a day: leave out what was published later, and what is undated.
    #[arg(long, value_name = "DATE")]
    pub(crate) as_of: Option<Date>,
    /// Show only questions to which something was added on or after a day.
    #[arg(long, value_name = "DATE")]
    pub(crate) since: Option<Date>,
}

#[derive(Args, Debug)]
pub(crate) struct Annotate {
    #[command(flatten)]
    pub(crate) inputs: Inputs,
    /// Write to a file.
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Show a layer of the analysis over the text, instead of what the report says.
    #[arg(long, value_name = "LAYER", value_parser = layers())]
    pub(crate) layer: Option<Layer>,
    /// The format of the output [default: jsonl, or text for a layer].
    #[arg(long, value_name = "FORMAT")]
    pub(crate) format: Option<AnnotateFormat>,
}

#[derive(Args, Debug)]
pub(crate) struct Read {
    #[command(flatten)]
    pub(crate) inputs: Inputs,
    /// The format of the output [default: text on a terminal, or else jsonl].
    #[arg(long, value_name = "FORMAT")]
    pub(crate) format: Option<ReadFormat>,
    /// Show also what is no text of the report: marked with its kind as text, as "removed" in JSON.
    #[arg(long)]
    pub(crate) show_removed: bool,
    /// Write to a file.
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Args, Debug)]
pub(crate) struct Fetch {
    /// Addresses of pages, or of feeds whose pages are to be fetched.
    #[arg(required = true, value_name = "URL")]
    pub(crate) links: Vec<String>,
    /// The WARC file that pages are added to; what it has is fetched again only if it changed.
    #[arg(long, value_name = "FILE", default_value = "fetched.warc.gz")]
    pub(crate) save: PathBuf,
    /// The pages that are fetched of one feed.
    #[arg(long, value_name = "N", default_value_t = 50)]
    pub(crate) limit: usize,
    /// Seconds between two requests to one site; a site that wishes more gets more.
    #[arg(long, value_name = "SECONDS", default_value_t = 1.0)]
    pub(crate) delay: f64,
    /// Reach also addresses inside this network.
    #[arg(long)]
    pub(crate) allow_private: bool,
    /// Write to a file.
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

/// The formats of `read`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReadFormat {
    /// Header and text, for people.
    Text,
    /// One JSON object a report, which every command reads again.
    Jsonl,
}

#[derive(Args, Debug)]
pub(crate) struct Explain {
    /// The id of the claim, or as much of its beginning as no other claim has.
    pub(crate) claim: String,
    #[command(flatten)]
    pub(crate) inputs: Inputs,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Ontology {
    /// List all properties and kinds of events.
    List,
    /// Show a property with its cards and their examples.
    Show {
        /// The name of a property or of a card.
        name: String,
    },
    /// Check a file of your own: that it can be read, and that its cards read their examples and no counterexample.
    Check {
        /// The file.
        file: PathBuf,
    },
}

/// The formats of `annotate`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum AnnotateFormat {
    /// One JSON object a report.
    Jsonl,
    /// A layer over the text, for people.
    Text,
    /// Tokens as CoNLL-U.
    Conllu,
}

/// When to use colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal, unless NO_COLOR is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

fn formats() -> impl clap::builder::TypedValueParser<Value = Format> {
    use clap::builder::TypedValueParser;
    clap::builder::PossibleValuesParser::new(Format::ALL.map(Format::name))
        .try_map(|name| name.parse::<Format>())
}

fn layers() -> impl clap::builder::TypedValueParser<Value = Layer> {
    use clap::builder::TypedValueParser;
    clap::builder::PossibleValuesParser::new(Layer::ALL.map(Layer::name))
        .try_map(|name| name.parse::<Layer>())
}

fn input_formats() -> impl clap::builder::TypedValueParser<Value = InputFormat> {
    use clap::builder::TypedValueParser;
    clap::builder::PossibleValuesParser::new(InputFormat::ALL.map(InputFormat::name))
        .try_map(|name| InputFormat::from_name(&name).ok_or("no such format"))
}

/// The man page of the program or of one of its commands.
///
/// # Errors
/// There is no such command.
pub(crate) fn manual(command: Option<&str>) -> anyhow::Result<Vec<u8>> {
    let mut program = Arguments::command();
    program.build();
    let page = match command {
        None => program,
        Some(name) => match program.find_subcommand(name) {
            Some(found) => found.clone(),
            None => anyhow::bail!("there is no command {name}; `variorum --help` lists them"),
        },
    };
    let mut text = Vec::new();
    clap_mangen::Man::new(page).render(&mut text)?;
    Ok(text)
}
