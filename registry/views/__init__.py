"""Function views, by reader: fetch what may be seen → require the right → form → service → redirect, or render."""
