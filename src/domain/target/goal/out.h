/* domain/target/goal/out.h - a target book as a document, and as bytes of a format. */
#ifndef DOMAIN_TARGET_GOAL_OUT_H
#define DOMAIN_TARGET_GOAL_OUT_H

#include "domain/document/document.h"
#include "domain/target/goal/goal.h"

struct goal_output { const char *type; str name, bytes; };
/* What the register gets of a book: what it says, the targets and the posts as appendices. series 0: the
 * county has none yet. */
const struct fail *goal_wish_of(struct ctx *cx, const struct goal_book *b,
                                struct document_wish *ret) MUST_USE;
/* The book as an official document: as it went out, else as it stands. */
const struct fail *goal_document(struct ctx *cx, const struct goal_book *b,
                                 struct doc **ret) MUST_USE;
/* As docx, pdf, xlsx, html, txt, or json. NOT_FOUND: no such format. */
const struct fail *goal_output(struct ctx *cx, const struct goal_book *b, str as,
                               struct goal_output *ret) MUST_USE;

#endif
