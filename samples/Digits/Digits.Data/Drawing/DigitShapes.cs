namespace Digits.Data.Drawing;

/// <summary>How people write the ten digits, as strokes in a unit box; several ways each.</summary>
internal static class DigitShapes
{
    private static readonly Stroke[][][] Shapes =
    [
        [
            [Stroke.Curve(.52, .0, .2, .12, .1, .5, .22, .88, .5, 1, .8, .87, .9, .5, .8, .13, .5, .0)],
            [Stroke.Curve(.7, .08, .4, .0, .15, .25, .12, .7, .4, 1, .75, .85, .88, .45, .75, .12, .45, .05)],
        ],
        [
            [Stroke.Line(.5, .0, .5, 1)],
            [Stroke.Line(.25, .25, .55, .0, .55, 1)],
            [Stroke.Line(.28, .22, .52, .0, .52, 1), Stroke.Line(.25, 1, .8, 1)],
        ],
        [
            [Stroke.Curve(.15, .25, .3, .03, .65, .02, .82, .25, .7, .5, .4, .78, .12, 1), Stroke.Line(.12, 1, .9, 1)],
            [Stroke.Curve(.12, .22, .4, .0, .78, .12, .75, .42, .45, .75, .2, .92, .1, .82, .25, .75, .5, .9, .75, 1, .95, .88)],
        ],
        [
            [Stroke.Curve(.15, .12, .5, .0, .8, .18, .7, .4, .42, .48), Stroke.Curve(.42, .48, .8, .55, .88, .8, .55, 1, .12, .88)],
            [Stroke.Line(.15, .02, .82, .02, .45, .42), Stroke.Curve(.45, .42, .82, .5, .88, .8, .5, 1, .12, .88)],
        ],
        [
            [Stroke.Line(.3, .0, .1, .55, .9, .55), Stroke.Line(.7, .2, .66, 1)],
            [Stroke.Line(.68, 1, .68, .0, .08, .68, .95, .68)],
            [Stroke.Curve(.15, .0, .12, .3, .25, .5, .55, .5, .8, .4), Stroke.Line(.85, .0, .78, 1)],
        ],
        [
            [Stroke.Line(.85, .02, .25, .02, .2, .42), Stroke.Curve(.2, .42, .6, .36, .88, .6, .75, .92, .4, 1, .1, .88)],
            [Stroke.Curve(.9, .05, .55, .03, .3, .06, .24, .4, .55, .42, .82, .62, .72, .92, .35, 1, .1, .9)],
        ],
        [
            [Stroke.Curve(.75, .02, .4, .2, .15, .6, .22, .92, .5, 1, .82, .85, .8, .6, .5, .5, .2, .68)],
            [Stroke.Curve(.45, .0, .25, .3, .15, .7, .35, .98, .7, .95, .78, .7, .55, .58, .2, .75)],
        ],
        [
            [Stroke.Line(.1, .02, .9, .02, .4, 1)],
            [Stroke.Line(.1, .05, .88, .02, .38, 1), Stroke.Line(.3, .5, .85, .5)],
            [Stroke.Line(.12, .2, .14, .03), Stroke.Curve(.12, .05, .45, .1, .9, .0, .6, .45, .48, 1)],
        ],
        [
            [Stroke.Curve(.78, .18, .5, .0, .2, .18, .3, .4, .65, .55, .85, .78, .55, 1, .18, .85, .25, .62, .6, .45, .78, .18)],
            [
                Stroke.Curve(.5, .0, .22, .1, .24, .38, .5, .48, .78, .36, .76, .1, .5, .0),
                Stroke.Curve(.5, .48, .15, .6, .18, .92, .5, 1, .85, .9, .84, .6, .5, .48),
            ],
        ],
        [
            [Stroke.Curve(.8, .25, .55, .0, .2, .15, .22, .42, .5, .5, .78, .3), Stroke.Line(.82, .08, .76, .5, .68, 1)],
            [Stroke.Curve(.8, .2, .5, .0, .18, .2, .28, .46, .6, .44, .82, .15, .82, .6, .65, .95, .25, .95)],
        ],
    ];

    /// <summary>One of the ways to write the digit.</summary>
    public static Stroke[] Draw(int digit, SplitMix random) => Shapes[digit][random.Below(Shapes[digit].Length)];
}
