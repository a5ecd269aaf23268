-- 0058: figures that were corrected, found without reading a year of them: the list of results asks for each of its runs
-- whether one that it used was corrected since.
CREATE INDEX figure_corrected ON figure (scheme, reviewed_at) WHERE live = 1 AND no > 1;
