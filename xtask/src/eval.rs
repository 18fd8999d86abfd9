//! Scores the program on annotated news: one run of the program, one scorer, one table, and a floor for each figure.

mod clauses;

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// `eval/measures.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Measures {
    work: Vec<Work>,
}

/// One run of the program over one gold file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Work {
    name: String,
    gold: String,
    input: String,
    run: Vec<String>,
    scorer: String,
    #[serde(default)]
    arguments: Vec<String>,
    measure: Vec<Measure>,
}

/// One figure of a scorer.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Measure {
    name: String,
    at: String,
    #[serde(default = "one")]
    scale: f64,
    anchor: Option<f64>,
    by: Option<String>,
}

fn one() -> f64 {
    1.0
}

type Floors = BTreeMap<String, BTreeMap<String, f64>>;

/// Runs every work whose data is there (or the one named by `--only`), prints the table, and says whether all figures
/// stand at or above their floors.
pub(crate) fn run(arguments: &[String]) -> Result<bool> {
    let data = PathBuf::from(crate::option(arguments, "--data").unwrap_or("../shared"));
    let only = crate::option(arguments, "--only");
    let measures: Measures = read_toml("eval/measures.toml")?;
    let floors: Floors = read_toml("eval/floors.toml")?;
    check_names(&measures, &floors)?;
    let n_errors = crate::option(arguments, "--errors").map_or(Ok(0), str::parse)?;
    let program = build()?;
    let scratch = program.with_file_name("eval");
    std::fs::create_dir_all(&scratch)?;

    let mut below = Vec::new();
    println!("{:<18} {:<36} {:>7} {:>7} {:>7}  anchor's", "work", "measure", "ours", "floor", "anchor");
    for work in measures.work.iter().filter(|work| only.is_none_or(|name| work.name.contains(name))) {
        if !data.join(&work.gold).exists() {
            println!("{:<18} (no data at {})", work.name, data.join(&work.gold).display());
            continue;
        }
        let scores = match work.scorer.as_str() {
            // The only scorer of our own: it reads the layers themselves.
            "clauses" => clauses::score(&data.join(&work.gold), n_errors),
            _ => score(work, &data, &program, &scratch),
        };
        let scores = scores.with_context(|| format!("in the work {:?}", work.name))?;
        for measure in &work.measure {
            let ours =
                scores.pointer(&measure.at).and_then(Value::as_f64).map(|figure| figure * measure.scale);
            let floor = floors.get(&work.name).and_then(|floors| floors.get(&measure.name)).copied();
            let show = |figure: Option<f64>| figure.map_or("-".into(), |figure| format!("{figure:.1}"));
            println!(
                "{:<18} {:<36} {:>7} {:>7} {:>7}  {}",
                work.name,
                measure.name,
                show(ours),
                show(floor),
                show(measure.anchor),
                measure.by.as_deref().unwrap_or("")
            );
            if floor.is_some_and(|floor| ours.unwrap_or(0.0) < floor) {
                below.push(format!(
                    "{}, {}: {} is below {}",
                    work.name,
                    measure.name,
                    show(ours),
                    show(floor)
                ));
            }
        }
    }
    for line in &below {
        eprintln!("below the floor: {line}");
    }
    Ok(below.is_empty())
}

/// Every floor must belong to a measure: a floor with a misspelt name would hold nothing.
fn check_names(measures: &Measures, floors: &Floors) -> Result<()> {
    for (work, names) in floors {
        for name in names.keys() {
            let known =
                measures.work.iter().any(|w| w.name == *work && w.measure.iter().any(|m| m.name == *name));
            if !known {
                bail!(
                    "eval/floors.toml has a floor for {work:?}, {name:?}, which eval/measures.toml does not name"
                );
            }
        }
    }
    Ok(())
}

/// Builds the program for release and returns its path.
pub(crate) fn build() -> Result<PathBuf> {
    let built = Command::new(env!("CARGO"))
        .args(["build", "--quiet", "--release", "--package", "variorum-cli", "--message-format=json"])
        .stderr(Stdio::inherit())
        .output()?;
    if !built.status.success() {
        bail!("the program does not build");
    }
    let messages = String::from_utf8_lossy(&built.stdout);
    let executable = messages
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .filter(|message| message.pointer("/target/name").and_then(Value::as_str) == Some("variorum"))
        .find_map(|message| message.get("executable")?.as_str().map(PathBuf::from));
    executable.context("cargo names no executable")
}

/// Runs the program on one work and returns the scorer's figures.
fn score(work: &Work, data: &Path, program: &Path, scratch: &Path) -> Result<Value> {
    let file_name = work.name.replace(' ', "-");
    let scorer = data.join("eval").join(&work.scorer);
    let mut gold = data.join(&work.gold);
    let input = match work.input.as_str() {
        "gold" => gold.clone(),
        "text" => {
            let path = scratch.join(format!("{file_name}.jsonl"));
            to_file(Command::new("python3").arg(&scorer).arg(&gold).arg("--jsonl"), &path)?;
            path
        }
        "wrapped" => {
            let path = scratch.join(format!("{file_name}.gold.jsonl"));
            std::fs::write(&path, wrap_attributions(&std::fs::read_to_string(&gold)?)?)?;
            gold = path.clone();
            path
        }
        folder => data.join(folder),
    };
    let output = scratch.join(format!("{file_name}.out"));
    to_file(Command::new(program).args(&work.run).arg("--quiet").arg(&input), &output)?;
    let arguments = work.arguments.iter().map(|argument| match argument.strip_prefix("--") {
        Some(_) => PathBuf::from(argument),
        None => data.join(argument),
    });
    let scored = Command::new("python3")
        .arg(&scorer)
        .arg(&gold)
        .arg(&output)
        .args(arguments)
        .arg("--json")
        .output()?;
    if !scored.status.success() {
        bail!("{} failed: {}", work.scorer, String::from_utf8_lossy(&scored.stderr));
    }
    Ok(serde_json::from_slice(&scored.stdout)?)
}

/// Runs a command with its output in a file.
fn to_file(command: &mut Command, path: &Path) -> Result<()> {
    let status = command.stdout(File::create(path)?).status()?;
    if !status.success() {
        bail!("{command:?} ended with {status}");
    }
    Ok(())
}

/// The treebank's attributions stand at the top of a line; the scorer looks for them under "gold".
fn wrap_attributions(lines: &str) -> Result<String> {
    let mut wrapped = String::new();
    for line in lines.lines() {
        let mut document: Value = serde_json::from_str(line)?;
        let attributions = document["attributions"].take();
        let line = serde_json::json!({
            "id": document["id"],
            "text": document["text"],
            "gold": { "attributions": attributions },
        });
        wrapped.push_str(&line.to_string());
        wrapped.push('\n');
    }
    Ok(wrapped)
}

fn read_toml<T: serde::de::DeserializeOwned>(path: &str) -> Result<T> {
    let text =
        std::fs::read_to_string(path).with_context(|| format!("cannot read {path}; run from the root"))?;
    toml::from_str(&text).with_context(|| format!("in {path}"))
}
