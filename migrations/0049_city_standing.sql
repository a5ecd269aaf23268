-- What the city told of the other counties' scores (市里通报的各县得分): what a trial's rank goes by.
CREATE TABLE city_standing (
    book  BIGINT NOT NULL REFERENCES city_book (id),
    name  TEXT   NOT NULL,
    score BIGINT NOT NULL,                              -- millionths
    PRIMARY KEY (book, name)
);
