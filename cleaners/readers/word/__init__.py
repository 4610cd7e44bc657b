"""From Word files to a page: .docx here, and .doc, .wps and RTF from the .docx that LibreOffice makes of them."""
