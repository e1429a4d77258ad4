# The page that verifies by itself: what it asks for, what it says while it works, and why it cannot.

web-title = Standstill: verify a record
web-kind = Standstill
web-heading = Verify a record yourself
web-lead = Give this page what you were given. It reads the files on this computer, checks every signature and every proof with the same code as the command, and shows the same assessment. Nothing leaves this computer: the page has no way to reach a network.

web-drop-title = What is to be verified
web-drop = Drop here a run folder, a record with its instrument, an instrument, a table of declarations (CSV, XLSX), or evidence that was cut out.
web-choose-folder = Choose a folder…
web-choose-files = Choose files…
web-secrets = What lies in a folder named .secret is never read, and neither is what was said of a run before.

web-taken-title = What was given
web-taken-records = Records of { $records }.
web-taken-treaty = Instrument: { $file }, SHA-256 { $hash }.
web-taken-table = Table: { $file }.
web-taken-evidence = Evidence: { $file }.
web-taken-equivocation = Evidence that a log contradicts itself: { $file }.
web-left-secrets = Left unread: { $folder }. Secrets lie there. Whoever gave it to you should treat them as known to others.
web-left-others = { $count ->
    [one] Left unread: { $count-shown } file that is sealed for a reader, was said of the run before, or is no part of it.
   *[other] Left unread: { $count-shown } files that are sealed for a reader, were said of the run before, or are no part of it.
}
web-again = Begin again
web-more = More can be given: it is put to what is here already.

web-wants-treaty = This says nothing without its instrument. Give the instrument as well: the file that both sides signed under, byte for byte.
web-wants-treaty-for-tables = A table says nothing without an instrument. Give one as well, or choose one that ships with this page.
web-under = Instrument
web-audit-under = Audit under this instrument

web-working-title = Being verified
web-reading = Reading the files, and checking their signatures, receipts and clear numbers.
web-checked = { $count ->
    [0] There are no proofs to check.
   *[other] Proofs checked: { $checked-shown } of { $count-shown } epochs.
}
web-no-outcome = There is no outcome before all are checked.
web-found-so-far = Found so far
web-nothing-so-far = Nothing so far. That is no outcome.

web-result-title = The assessment
web-save-page = Save the page
web-save-json = Save as JSON
web-print = Print
web-shown-title = What the evidence shows
web-shown = Checked by itself, with nothing but the instrument: the statements that it holds stand in the record of their author, and show this.
web-equivocation = The log { $origin } contradicts itself. It has signed one checkpoint of { $one-shown } statements and one of { $other-shown }, and no one log can have both: for the first { $one-shown } it states the root { $stated }, and the other one makes it { $rebuilt }.
web-treaty-title = The instrument
web-treaty-reads = { $file } can be read, and follows the rules of instruments. Give a record or a table to audit it under this instrument.
web-warnings = To be looked at

web-trouble-title = This cannot be verified
web-exactly = Exactly, in English:
web-trouble-nothing = Nothing was given that could be read: the folder is empty. Give a run folder, a record with its instrument, an instrument, a table, or evidence.
web-trouble-only-left = Only files were given that are never read: secrets, sealed messages, or what was said of a run before. Give the folder that holds them, with the records and the instrument.
web-trouble-unknown = “{ $file }” is nothing that can be verified here. Begin again with a run folder, a record, an instrument (.toml), a table (.csv, .xlsx) or evidence.
web-trouble-unreadable = The browser cannot read “{ $file }”. It may have been moved or changed since it was given: begin again, and give it once more.
web-trouble-two-runs = There are records in two folders, “{ $one }” and “{ $other }”, and each run is audited by itself. Begin again with one of them.
web-trouble-two-treaties = There are two instruments, “{ $one }” and “{ $other }”, and an audit is under one. Begin again with one of them.
web-trouble-other-treaty = “{ $file }” is another instrument (SHA-256 { $own }) than the one in the run folder ({ $hash }). The records were not made under the one that you hold: ask their authors why.
web-trouble-no-base = “{ $file }” stands on another instrument, “{ $base }”. Give that file as well.
web-trouble-no-author = The folders of records are named { $folders }, and the instrument names { $authors }. A record's folder must have its author's name, as in the run that it comes from.
web-trouble-evidence-with-others = Evidence is checked by itself. Begin again, and give it with its instrument alone.
web-trouble-not-shown = “{ $file }” does not show what it says it shows. Take it for no evidence, and ask whoever gave it to you.
web-trouble-problems = “{ $file }” has problems, each told below with its place and a remedy. Mend the file where it comes from, begin again and give it once more.
web-trouble-file = “{ $file }” cannot be used, and so nothing is said of any of these records. Get them again from whoever gave them to you. If it stays so, ask their author.
web-trouble-refused = The audit refuses what was given. Nothing is said of it. What to do stands below.
web-trouble-stopped = The program stopped: this is an error of ours, or this computer has too little memory. Nothing is said of what was given. Verify it with the command, and tell us of it.
web-trouble-browser = This browser cannot run the program of this page. Take a current Firefox, Chrome, Edge or Safari, or the command.
web-trouble-program = The program in this page is not the one that it was built with: the file is damaged, or was changed. Get it again from somebody whom you trust.
web-trouble-no-folder = This browser does not open what was dropped. Begin again, and use “Choose a folder…” or “Choose files…”: they give the same.
web-trouble-too-many = There are too many files in what was given, so it is no run folder. Begin again with the run folder alone.

web-about-title = What this page is, and what it is not
web-about-is = This file is a verifier. It holds the whole program; it loads nothing, sends nothing, stores nothing, and works without a connection.
web-about-not = A page that a party shows you may inform you. It cannot verify: whoever makes a page decides what it says. Only this file, if you have it from somebody whom you trust, or the command that you built yourself, checks a party's record for you. Do not use a copy that a party sent you along with its record.
web-about-copy = Before you rely on this copy, compare its SHA-256 with the figure that was published by those whom you trust, or build it yourself (cargo xtask web, which gives the same bytes). A false page can show any figure: take it by another program, such as:
web-about-program = The program in this copy has the SHA-256:
web-about-built = Made from Standstill { $version }.
web-no-script = This page needs JavaScript and WebAssembly to verify anything. Without them it only says what it is.
