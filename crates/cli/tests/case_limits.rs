//! A case where the disk is full, the file may not be written, or another program writes too.
#![allow(clippy::unwrap_used, clippy::disallowed_methods)]

mod support;

use std::fs;
#[cfg(unix)]
use std::path::Path;
use std::process::{Command, Stdio};
use support::{command, fails, folder, run};

fn report(n: usize) -> String {
    format!(
        "NORLAND PRESS {n}\n\n3 March 2031\n\nA fire at mill number {n} in Eastport killed {} people on Monday, police said.\n",
        n + 2
    )
}

#[test]
fn two_programs_add_at_once_and_nothing_is_lost_or_doubled() {
    let folder = folder("both");
    fs::create_dir(folder.join("in")).unwrap();
    (0..40).for_each(|n| fs::write(folder.join(format!("in/r{n:02}.txt")), report(n)).unwrap());
    run(&folder, &["new", "a.case"]);
    run(&folder, &["new", "b.case"]);
    let add = || command(&folder, &["add", "a.case", "in"]).stdout(Stdio::piped()).spawn().unwrap();
    let both = [add(), add()];
    for one in both {
        assert!(one.wait_with_output().unwrap().status.success());
    }
    run(&folder, &["add", "b.case", "in"]);
    let sorted = |case: &str| {
        let text = run(&folder, &["export", case]);
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        lines.sort();
        lines
    };
    assert_eq!(sorted("a.case"), sorted("b.case"));
    assert!(run(&folder, &["status", "a.case"]).contains("The file is sound."));
}

#[cfg(unix)]
#[test]
fn a_disk_without_room_is_told_and_nothing_is_lost() {
    let folder = folder("full");
    fs::write(folder.join("a.txt"), report(1)).unwrap();
    fs::write(folder.join("b.txt"), report(2) + &"The road was closed. ".repeat(24_000)).unwrap();
    run(&folder, &["new", "a.case"]);
    run(&folder, &["add", "a.case", "a.txt"]);
    let before = run(&folder, &["export", "a.case"]);
    // No file may grow beyond 800 KB: the same as a disk without room.
    let output = Command::new("sh")
        .arg("-c")
        .arg("trap '' XFSZ; ulimit -f 1600; exec \"$0\" add a.case b.txt")
        .arg(env!("CARGO_BIN_EXE_variorum"))
        .current_dir(&folder)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains("a.case") && told.contains("make room"), "{told}");
    assert_eq!(run(&folder, &["export", "a.case"]), before);
    assert!(run(&folder, &["status", "a.case"]).contains("The file is sound."));
    assert!(run(&folder, &["add", "a.case", "b.txt"]).starts_with("1 report added"));
}

#[cfg(unix)]
#[test]
fn a_case_that_may_not_be_written_is_read_all_the_same() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder("read-only");
    fs::write(folder.join("a.txt"), report(1)).unwrap();
    fs::write(folder.join("b.txt"), report(2)).unwrap();
    run(&folder, &["new", "a.case"]);
    run(&folder, &["add", "a.case", "a.txt"]);
    let may = |file: u32, of_folder: u32| {
        fs::set_permissions(folder.join("a.case"), fs::Permissions::from_mode(file)).unwrap();
        fs::set_permissions(&folder, fs::Permissions::from_mode(of_folder)).unwrap();
    };
    may(0o444, 0o555);
    if fs::OpenOptions::new().append(true).open(folder.join("a.case")).is_ok() {
        // Root may write whatever the file says, so that somebody else tries.
        may(0o644, 0o755);
        return as_nobody(&folder);
    }
    let told = fails(&folder, &["add", "a.case", "b.txt"]).1;
    let shown = run(&folder, &["report", "a.case"]);
    let status = run(&folder, &["status", "a.case"]);
    may(0o644, 0o755);
    is_told(&told, &shown, &status);
}

#[cfg(unix)]
#[track_caller]
fn is_told(told: &str, shown: &str, status: &str) {
    assert!(told.contains("may not be written"), "{told}");
    assert!(shown.contains('3') && status.contains("The file is sound."), "{shown}{status}");
}

/// The same as a user who owns nothing, in a folder that everybody can reach.
#[cfg(unix)]
fn as_nobody(from: &Path) {
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::process::CommandExt;
    const NOBODY: u32 = 65_534;
    let folder = std::env::temp_dir().join(format!("variorum-read-only-{}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir(&folder).unwrap();
    fs::copy(env!("CARGO_BIN_EXE_variorum"), folder.join("variorum")).unwrap();
    for name in ["a.case", "b.txt"] {
        fs::copy(from.join(name), folder.join(name)).unwrap();
        fs::set_permissions(folder.join(name), fs::Permissions::from_mode(0o644)).unwrap();
    }
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).unwrap();
    fs::set_permissions(folder.join("variorum"), fs::Permissions::from_mode(0o755)).unwrap();
    let run = |arguments: &[&str]| {
        let mut command = Command::new(folder.join("variorum"));
        command.args(arguments).current_dir(&folder).stdin(Stdio::null()).uid(NOBODY).gid(NOBODY);
        let output = command.output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (output.status.success(), text(output.stdout), text(output.stderr))
    };
    let (added, _, told) = run(&["add", "a.case", "b.txt"]);
    let (shows, shown, why) = run(&["report", "a.case"]);
    let (tells, status, _) = run(&["status", "a.case"]);
    fs::remove_dir_all(&folder).unwrap();
    assert!(!added && shows && tells, "{why}");
    is_told(&told, &shown, &status);
}
