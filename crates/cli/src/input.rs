//! Paths to reports: folders are walked in order, files are read when their turn comes.

use crate::args::Inputs;
use crate::messages::Messages;
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};
use variorum::{Engine, InputFormat, Note, Outcome, is_unreadable_document, readable_extensions, too_large};

/// A file to be read, or standard input.
#[derive(Debug)]
pub(crate) struct Input {
    /// The path; "-" is standard input.
    pub(crate) path: PathBuf,
    /// The format that was asked for.
    format: Option<InputFormat>,
}

/// All inputs that the arguments name: folders in full depth, in the order of their files' names, without hidden ones.
pub(crate) fn find(arguments: &Inputs, messages: &Messages) -> Vec<Input> {
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    for path in &arguments.paths {
        let before = found.len();
        if path.as_os_str() != "-" && path.is_dir() {
            walk(path, arguments.input_format, &mut found, messages);
            if found.len() == before {
                let what = readable_extensions();
                messages.error(&format!(
                    "{}: the folder holds no reports; what can be read: {what}",
                    path.display()
                ));
            }
        } else {
            found.push(Input { path: path.clone(), format: arguments.input_format });
        }
    }
    found.retain(|input| {
        let first = seen.insert(input.path.canonicalize().unwrap_or_else(|_| input.path.clone()));
        if !first {
            messages.warning(&format!("{}: named twice; it is read once", input.path.display()));
        }
        first
    });
    found
}

fn walk(folder: &Path, format: Option<InputFormat>, found: &mut Vec<Input>, messages: &Messages) {
    let entries = match fs::read_dir(folder).and_then(|entries| entries.collect::<io::Result<Vec<_>>>()) {
        Ok(entries) => entries,
        Err(error) => {
            messages.error(&unreadable(folder, &error));
            return;
        }
    };
    let mut paths: Vec<PathBuf> = entries.iter().map(fs::DirEntry::path).collect();
    paths.sort();
    for path in &paths {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.starts_with('.') {
            continue;
        }
        // A link to a folder could lead back up; a link to a file is as good as the file.
        let link = path.symlink_metadata().is_ok_and(|metadata| metadata.is_symlink());
        if path.is_dir() {
            if !link && !is_part_of_saved_page(path, &name) {
                walk(path, format, found, messages);
            }
        } else if path.is_file() {
            if format.is_some() || InputFormat::from_path(&name).is_some() {
                found.push(Input { path: path.clone(), format });
            } else if is_unreadable_document(&name) {
                let what = readable_extensions();
                messages.error(&format!(
                    "{}: this format cannot be read; what can be read: {what}",
                    path.display()
                ));
            }
        }
    }
}

/// "Page_files", where a browser put the pictures and scripts of "Page.html".
fn is_part_of_saved_page(path: &Path, name: &str) -> bool {
    name.strip_suffix("_files").is_some_and(|page| {
        InputFormat::Html
            .extensions()
            .iter()
            .any(|extension| path.with_file_name(format!("{page}.{extension}")).exists())
    })
}

/// Reads one input.
pub(crate) fn read(input: &Input, engine: &Engine) -> Outcome {
    let standard = input.path.as_os_str() == "-";
    let name = if standard { "stdin".to_owned() } else { input.path.display().to_string() };
    match bytes(input, standard) {
        Ok(bytes) => match input.format {
            Some(format) => engine.read_as(&name, format, &bytes),
            None => engine.read(&name, &bytes),
        },
        Err(message) => lost(name, message),
    }
}

fn lost(place: String, message: String) -> Outcome {
    Outcome { reports: Vec::new(), notes: vec![Note { place, message, lost: true }] }
}

fn bytes(input: &Input, standard: bool) -> Result<Vec<u8>, String> {
    let name = input.path.to_string_lossy();
    let known = input.format.or_else(|| InputFormat::from_path(&name));
    // A pipe may be of any format and any length; JSON Lines have the highest limit.
    let limit = known.unwrap_or(InputFormat::JsonLines).limit();
    let mut bytes = Vec::new();
    let read = if standard {
        io::stdin().lock().take(limit + 1).read_to_end(&mut bytes)
    } else {
        File::open(&input.path).and_then(|file| {
            let metadata = file.metadata()?;
            if metadata.is_file() {
                let format = known.unwrap_or(InputFormat::Text);
                if metadata.len() > format.limit() {
                    return Err(io::Error::new(ErrorKind::FileTooLarge, too_large(metadata.len(), format)));
                }
                bytes.reserve(metadata.len() as usize);
            }
            file.take(limit + 1).read_to_end(&mut bytes)
        })
    };
    match read {
        Ok(_) => Ok(bytes),
        Err(error) if error.kind() == ErrorKind::FileTooLarge => Err(error.to_string()),
        Err(error) => Err(reason(&error)),
    }
}

fn unreadable(path: &Path, error: &io::Error) -> String {
    format!("{}: {}", path.display(), reason(error))
}

/// What is wrong, and what to do.
pub(crate) fn reason(error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "there is no such file or folder; is the path right?".to_owned(),
        ErrorKind::PermissionDenied => {
            "it may not be read; give yourself the permission, or copy it".to_owned()
        }
        _ => format!("it cannot be read: {error}"),
    }
}
