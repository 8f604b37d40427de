#!/bin/sh
# Makes src/app/fonts/inter-latin.woff2: Inter with the letters of western languages and the weights in use, which is half as much.
# Not a part of the build; needs fonttools and brotli (pip install fonttools brotli). Run it in web/ after `npm ci`.
set -eu
full=node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2
limited=$(mktemp)
trap 'rm -f "$limited"' EXIT
fonttools varLib.instancer "$full" wght=400:700 -o "$limited"
pyftsubset "$limited" --flavor=woff2 --no-hinting --layout-features=calt,ccmp,kern,locl,mark,mkmk,tnum \
  --unicodes=U+0020-007E,U+00A0-00FF,U+0131,U+0152-0153,U+02C6,U+02DA,U+02DC,U+2013-2014,U+2018-201A,U+201C-201E,U+2020,U+2022,U+2026,U+202F,U+2030,U+2039-203A,U+20AC,U+2122,U+2191,U+2193,U+2212 \
  --output-file=src/app/fonts/inter-latin.woff2
cp node_modules/@fontsource-variable/inter/LICENSE src/app/fonts/LICENSE
