/* domain/target/goal/out.h - a target book as a document, and as bytes of a format. */
#ifndef DOMAIN_TARGET_GOAL_OUT_H
#define DOMAIN_TARGET_GOAL_OUT_H

#include "core/doc/doc.h"
#include "domain/target/goal/goal.h"

struct goal_output { const char *type; str name, bytes; };
/* The book as blocks: head, targets, quarters, what an adjustment changed, sign-off. */
const struct fail *goal_document(struct ctx *cx, const struct goal_book *b, struct doc **ret) MUST_USE;
/* As docx, pdf, xlsx, html, txt, or json. NOT_FOUND: no such format. */
const struct fail *goal_output(struct ctx *cx, const struct goal_book *b, str as, struct goal_output *ret) MUST_USE;

#endif
